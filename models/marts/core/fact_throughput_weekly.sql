-- One row per site and week since commercial operation, DC energy discharged up to its end.
with

weeks as (
    select * from {{ ref('int_warranty__throughput_week') }}
),

chosen as (
    select
        site_id,
        estimated_date,
        nameplate_dc_mwh,
        discharged_dc_mwh
    from weeks
)

select * from chosen
