-- Two versions of a clause on one day would judge, and bill, the same failure twice.
with

periods as (
    select * from {{ ref('fact_sla_period') }}
)

select
    one.site_id,
    one.metric,
    one.sla_term_id,
    other.sla_term_id as other_sla_term_id
from periods as one
inner join periods as other
    on
        one.site_id = other.site_id
        and one.metric = other.metric
        and one.sla_term_id < other.sla_term_id
        and one.period_start_date <= other.period_end_date
        and one.period_end_date >= other.period_start_date
