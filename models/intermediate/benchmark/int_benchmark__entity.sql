-- One row per block, site and vendor, its failures and time in operation; a controller's failures count for site and vendor.
with

blocks as (
    select * from {{ ref('int_benchmark__block') }}
),

controllers as (
    select
        assets.site_id,
        assets.vendor,
        count(*) as failure_count
    from {{ ref('int_reliability__fault_sequenced') }} as faults
    inner join {{ ref('stg_finance__asset') }} as assets on faults.asset_id = assets.asset_id
    where faults.is_failure and assets.asset_type = 'controller' and assets.quarantine_reason is null
    group by 1, 2
),

site_totals as (
    select
        blocks.site_id,
        max(blocks.vendor) as vendor,
        count(*) as block_count,
        sum(blocks.failure_count) as failure_count,
        sum(blocks.operating_hours) as operating_hours
    from blocks
    group by 1
),

vendor_totals as (
    select
        vendor,
        count(distinct site_id) as site_count,
        count(*) as block_count,
        sum(failure_count) as failure_count,
        sum(operating_hours) as operating_hours
    from blocks
    group by 1
),

stacked as (
    select
        'block' as entity_type,
        asset_id as entity_id,
        vendor,
        1 as site_count,
        1 as block_count,
        failure_count,
        operating_hours
    from blocks
    union all
    select
        'site' as entity_type,
        site_totals.site_id as entity_id,
        site_totals.vendor,
        1 as site_count,
        site_totals.block_count,
        site_totals.failure_count
        + coalesce((select sum(controllers.failure_count) from controllers where controllers.site_id = site_totals.site_id), 0)
            as failure_count,
        site_totals.operating_hours
    from site_totals
    union all
    select
        'vendor' as entity_type,
        vendor_totals.vendor as entity_id,
        vendor_totals.vendor,
        vendor_totals.site_count,
        vendor_totals.block_count,
        vendor_totals.failure_count
        + coalesce((select sum(controllers.failure_count) from controllers where controllers.vendor = vendor_totals.vendor), 0)
            as failure_count,
        vendor_totals.operating_hours
    from vendor_totals
)

select * from stacked
