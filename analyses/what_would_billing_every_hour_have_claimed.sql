-- How much more would billing every hour of a failed month have claimed than only the breached ones? Asked by the legal counsel.
with

damages as (
    select * from {{ ref('mart_sla_damages') }}
    where damages_rule = 'per_hour_below_gbp'
),

periods as (
    select * from {{ ref('fact_sla_period') }}
)

select
    damages.site_id,
    damages.clause,
    damages.month_start_date,
    damages.is_passed,
    damages.damages_quantity as breached_hours,
    damages.damages_gbp,
    case when damages.is_passed then 0 else periods.period_minutes / 60 * damages.damages_rate_gbp end
        as every_hour_gbp
from damages
inner join periods
    on damages.sla_term_id = periods.sla_term_id and damages.month_start_date = periods.month_start_date
order by every_hour_gbp desc, damages.site_id, damages.month_start_date
