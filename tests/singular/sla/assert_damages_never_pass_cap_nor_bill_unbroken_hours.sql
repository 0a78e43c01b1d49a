-- Billing above the cap, or for hours, events or months that kept the clause, loses the claim and the trust.
with

damages as (
    select * from {{ ref('mart_sla_damages') }}
),

months as (
    select * from {{ ref('mart_sla_compliance') }}
)

select
    damages.sla_term_id,
    damages.month_start_date,
    damages.damages_pence,
    damages.damages_year_pence,
    damages.cap_pence
from damages
inner join months
    on damages.sla_term_id = months.sla_term_id and damages.month_start_date = months.month_start_date
where
    damages.damages_pence < 0
    or damages.damages_pence > damages.uncapped_pence
    or damages.damages_year_pence > damages.cap_pence
    or (damages.damages_rule <> 'per_failed_event_gbp' and months.is_passed and damages.damages_pence <> 0)
    or damages.damages_quantity > months.period_minutes / 60 and damages.damages_rule = 'per_hour_below_gbp'
    or damages.damages_quantity > months.event_count and damages.damages_rule = 'per_failed_event_gbp'
