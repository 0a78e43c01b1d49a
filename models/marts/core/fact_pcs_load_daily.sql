-- One row per PCS block, site-local day, direction and load bin, energy at its AC terminals and on its DC bus.
with

loads as (
    select * from {{ ref('int_energy__pcs_load_daily') }}
),

block_load_days as (
    select
        site_id,
        inverter_id as asset_id,
        site_local_date,
        direction,
        load_bin,
        cast(load_bin * {{ var('load_bin_ratio') }} as double) as load_from_ratio,
        cast((load_bin + 1) * {{ var('load_bin_ratio') }} as double) as load_to_ratio,
        minute_count,
        ac_mwh,
        dc_mwh
    from loads
)

select * from block_load_days
