-- One row per vendor and bin of load, efficiency of the conversion between DC bus and AC terminals.
with

bins as (
    select * from {{ ref('fact_benchmark_efficiency') }}
),

divided as (
    select
        vendor,
        load_bin,
        load_from_ratio,
        block_minutes,
        input_mwh,
        output_mwh,
        {{ safe_ratio('output_mwh', 'input_mwh') }} as conversion_efficiency_ratio
    from bins
)

select * from divided
