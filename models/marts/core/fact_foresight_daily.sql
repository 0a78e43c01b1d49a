-- One row per site, settlement date and version, what perfect foresight would have earned.
with

foresight as (
    select * from {{ ref('int_market__foresight') }}
),

foresight_days as (
    select
        site_id,
        cast(settlement_date as date) as settlement_date,
        version,
        cast(optimum_pence as bigint) as optimum_pence,
        one_way_efficiency_ratio,
        usable_mwh
    from foresight
)

select * from foresight_days
