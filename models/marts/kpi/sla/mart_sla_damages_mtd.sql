-- One row per clause version with damages that was judged this month, damages accrued month to date.
with

months as (
    select * from {{ ref('mart_sla_damages_monthly') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

accrued as (
    select
        months.sla_term_id,
        months.site_id,
        months.clause,
        months.metric,
        months.counterparty,
        months.contract_year_number,
        months.damages_rule,
        months.damages_rate_gbp,
        months.damages_quantity,
        months.uncapped_pence,
        months.damages_pence,
        months.damages_year_pence,
        months.cap_pence,
        {{ pence_to_gbp('months.damages_pence') }} as damages_gbp,
        {{ pence_to_gbp('months.damages_year_pence') }} as damages_year_gbp,
        {{ pence_to_gbp('months.cap_pence') }} as cap_gbp,
        {{ safe_ratio('cast(months.damages_year_pence as double)', 'months.cap_pence') }} as cap_used_ratio,
        months.is_cap_reached
    from months
    inner join as_of on months.site_id = as_of.site_id and months.month_start_date = as_of.month_start_date
)

select * from accrued
