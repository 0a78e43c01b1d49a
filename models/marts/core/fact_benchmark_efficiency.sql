-- One row per vendor and bin of load, efficiency of the conversion between DC bus and AC terminals.
with

bins as (
    select
        *,
        cast(load_bin * {{ var('load_bin_ratio') }} as double) as load_from_ratio
    from {{ ref('int_benchmark__efficiency_bin') }}
),

states as (
    select * from {{ ref('fact_availability_daily') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

-- A minute that nobody heard of is in no bin: coverage is that of all minutes of the vendor.
coverages as (
    select
        assets.vendor,
        {{ safe_ratio('cast(sum(states.known_block_minutes) as double)', 'sum(states.block_minutes)') }}
            as coverage_ratio
    from states
    inner join assets on states.asset_id = assets.asset_id
    group by 1
),

vendor_bins as (
    select
        bins.vendor,
        bins.load_bin,
        bins.load_from_ratio,
        cast(bins.block_minutes as bigint) as block_minutes,
        bins.input_mwh,
        bins.output_mwh,
        {{ if_covered(safe_ratio('bins.output_mwh', 'bins.input_mwh'), 'coverages.coverage_ratio') }}
            as conversion_efficiency_ratio,
        coverages.coverage_ratio
    from bins
    left join coverages on bins.vendor = coverages.vendor
)

select * from vendor_bins
