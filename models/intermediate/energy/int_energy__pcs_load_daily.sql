-- One row per PCS block, site-local day, direction and load bin, energy at its AC terminals and on its DC bus.
with

blocks as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'inverter'
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

days as (
    {{ local_days_of([ref('stg_tmeic__telemetry_block')]) }}
),

-- Both sides must have been measured and agree on the direction, or a ratio of them means nothing.
loaded as (
    select
        blocks.site_id,
        blocks.inverter_id,
        {{ local_date_within('blocks.interval_start_at', 'days') }} as site_local_date,
        case when blocks.p_kw > 0 then 'export' else 'import' end as direction,
        abs(blocks.p_kw) / assets.rated_kva as load_ratio,
        abs(blocks.p_kw) / 60000 as ac_mwh,
        abs(blocks.voltage_v * blocks.current_a) / 60e6 as dc_mwh
    from blocks
    inner join assets on blocks.inverter_id = assets.asset_id
    inner join days
        on blocks.site_id = days.site_id and cast(blocks.interval_start_at as date) = days.utc_date
    where blocks.p_kw * blocks.voltage_v * blocks.current_a > 0
),

binned as (
    select
        site_id,
        inverter_id,
        site_local_date,
        direction,
        -- A block at its rating, or a rounding error above it, belongs to the highest bin; nine digits keep 60 % from
        -- falling into the bin below it.
        cast(
            least(
                floor(round(load_ratio / {{ var('load_bin_ratio') }}, 9)), round(1 / {{ var('load_bin_ratio') }}) - 1
            )
            as bigint
        ) as load_bin,
        count(*) as minute_count,
        sum(ac_mwh) as ac_mwh,
        sum(dc_mwh) as dc_mwh
    from loaded
    where load_ratio >= {{ var('smallest_load_ratio') }}
    group by 1, 2, 3, 4, 5
)

select * from binned
