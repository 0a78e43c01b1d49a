-- Runs that do not add up from accrual to the latest hide a correction that nobody explained.
with

drifts as (
    select
        site_id,
        service_id,
        settlement_date,
        sum(case when run_order = 0 then amount_pence else 0 end) + coalesce(sum(drift_pence), 0) as led_to_pence,
        count(*) as run_count
    from {{ ref('mart_settlement_run_drift') }}
    group by 1, 2, 3
),

latest as (
    select
        site_id,
        service_id,
        settlement_date,
        revenue_pence
    from {{ ref('fact_settlement') }}
)

select
    latest.*,
    drifts.led_to_pence,
    drifts.run_count
from latest
left join drifts
    on
        latest.site_id = drifts.site_id
        and latest.service_id = drifts.service_id
        and latest.settlement_date = drifts.settlement_date
where latest.revenue_pence is distinct from drifts.led_to_pence
