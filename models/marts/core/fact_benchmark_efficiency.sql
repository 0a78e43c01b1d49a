-- One row per vendor and bin of load, energy into and out of the conversion between DC and AC.
with

bins as (
    select * from {{ ref('int_benchmark__efficiency_bin') }}
),

chosen as (
    select
        vendor,
        load_bin,
        cast(load_bin * {{ var('load_bin_ratio') }} as double) as load_from_ratio,
        cast(block_minutes as bigint) as block_minutes,
        input_mwh,
        output_mwh
    from bins
)

select * from chosen
