-- A day's total that is not its half-hours breaks the drill-through from a figure to its rows.
with

daily as (
    select
        site_id,
        service_id,
        settlement_date,
        revenue_pence
    from {{ ref('fact_settlement') }}
),

half_hours as (
    select
        site_id,
        service_id,
        settlement_date,
        sum(amount_pence) as revenue_pence
    from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run
    group by 1, 2, 3
)

select
    half_hours.site_id,
    half_hours.service_id,
    half_hours.settlement_date,
    half_hours.revenue_pence,
    daily.revenue_pence as daily_revenue_pence
from half_hours
full outer join daily
    on
        half_hours.site_id = daily.site_id
        and half_hours.service_id = daily.service_id
        and half_hours.settlement_date = daily.settlement_date
where
    half_hours.revenue_pence is null
    or daily.revenue_pence is null
    or half_hours.revenue_pence <> daily.revenue_pence
