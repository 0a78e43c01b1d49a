-- One row per PCS block, direction and load bin, conversion efficiency over all days.
with

loads as (
    select * from {{ ref('fact_pcs_load_daily') }}
),

states as (
    select * from {{ ref('fact_availability_daily') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        site_id,
        asset_id,
        direction,
        load_bin,
        max(load_from_ratio) as load_from_ratio,
        max(load_to_ratio) as load_to_ratio,
        sum(minute_count) as minute_count,
        sum(ac_mwh) as ac_mwh,
        sum(dc_mwh) as dc_mwh
    from loads
    group by 1, 2, 3, 4
),

-- A minute that nobody heard of is in no bin: coverage is that of all minutes of the block.
coverages as (
    select
        asset_id,
        {{ safe_ratio('cast(sum(known_block_minutes) as double)', 'sum(block_minutes)') }} as coverage_ratio
    from states
    group by 1
),

divided as (
    select
        totals.site_id,
        sites.site_name,
        assets.vendor,
        totals.asset_id,
        assets.block_number,
        totals.direction,
        totals.load_bin,
        totals.load_from_ratio,
        totals.load_to_ratio,
        cast(totals.minute_count as bigint) as minute_count,
        case when totals.direction = 'export' then totals.ac_mwh else totals.dc_mwh end as output_mwh,
        case when totals.direction = 'export' then totals.dc_mwh else totals.ac_mwh end as input_mwh,
        coverages.coverage_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
    inner join assets on totals.asset_id = assets.asset_id
    left join coverages on totals.asset_id = coverages.asset_id
),

rated as (
    select
        site_id,
        site_name,
        vendor,
        asset_id,
        block_number,
        direction,
        load_bin,
        load_from_ratio,
        load_to_ratio,
        minute_count,
        output_mwh,
        input_mwh,
        {{ if_covered(safe_ratio('output_mwh', 'input_mwh'), 'coverage_ratio') }} as pcs_efficiency_ratio,
        coverage_ratio
    from divided
)

select * from rated
