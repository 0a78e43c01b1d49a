-- How far is each newest state of health from the warranty curve, and from the level of the next anniversary? Asked by the lender.
with

months as (
    select compliance.*
    from {{ ref('mart_sla_compliance') }} as compliance
    inner join {{ ref('dim_as_of') }} as as_of
        on
            compliance.site_id = as_of.site_id
            and {{ within_window('compliance.month_start_date', 'mtd', 'as_of') }}
    where compliance.metric = 'soh_guarantee' and compliance.is_passed is not null
),

clauses as (
    select * from {{ ref('dim_sla') }}
)

select
    months.site_id,
    months.clause,
    months.measured as soh_ratio,
    round(months.threshold, 5) as guaranteed_today_ratio,
    round(months.measured - months.threshold, 5) as headroom_ratio,
    months.tolerance as tolerance_ratio,
    months.is_passed,
    clauses.threshold as owed_at_anniversary_ratio,
    clauses.valid_to_date as anniversary_date
from months
inner join clauses on months.sla_term_id = clauses.sla_term_id
order by headroom_ratio
