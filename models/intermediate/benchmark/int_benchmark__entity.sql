-- One row per block, site and vendor, its failures and time in operation; controllers fail for site and vendor.
with

blocks as (
    select * from {{ ref('int_benchmark__block') }}
),

failures as (
    select * from {{ ref('int_reliability__fault_sequenced') }}
    where is_failure
),

controllers as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'controller'
),

-- A block stands in time and failures, a controller in failures only.
parts as (
    select
        asset_id as block_id,
        site_id,
        vendor,
        failure_count,
        operating_hours
    from blocks
    union all
    select
        cast(null as {{ dbt.type_string() }}) as block_id,
        controllers.site_id,
        controllers.vendor,
        count(*) as failure_count,
        0.0 as operating_hours
    from failures
    inner join controllers on failures.asset_id = controllers.asset_id
    group by 1, 2, 3
),

stacked as (
    select
        'block' as entity_type,
        block_id as entity_id,
        vendor,
        1 as site_count,
        1 as block_count,
        failure_count,
        operating_hours
    from parts
    where block_id is not null
    union all
    select
        'site' as entity_type,
        site_id as entity_id,
        max(vendor) as vendor,
        1 as site_count,
        count(block_id) as block_count,
        sum(failure_count) as failure_count,
        sum(operating_hours) as operating_hours
    from parts
    group by 2
    union all
    select
        'vendor' as entity_type,
        vendor as entity_id,
        vendor,
        count(distinct case when block_id is not null then site_id end) as site_count,
        count(block_id) as block_count,
        sum(failure_count) as failure_count,
        sum(operating_hours) as operating_hours
    from parts
    group by 2, 3
)

select * from stacked
