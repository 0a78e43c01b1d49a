-- Which half-hours were settled furthest from what we expected, and by which effect? Asked by the settlement analyst.
with

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and line_status <> 'accrued'
)

select
    site_id,
    settlement_date,
    settlement_period,
    component,
    run,
    line_status,
    {{ pence_to_gbp('expected_pence') }} as expected_gbp,
    {{ pence_to_gbp('amount_pence') }} as settled_gbp,
    {{ pence_to_gbp('variance_pence') }} as variance_gbp,
    {{ pence_to_gbp('price_effect_pence') }} as price_effect_gbp,
    {{ pence_to_gbp('volume_effect_pence') }} as volume_effect_gbp,
    {{ pence_to_gbp('performance_effect_pence') }} as performance_effect_gbp,
    {{ pence_to_gbp('missing_effect_pence + additional_effect_pence') }} as other_effect_gbp
from lines
order by abs(variance_pence) desc, site_id, interval_start_at, component
limit 20
