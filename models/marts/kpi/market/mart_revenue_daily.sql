-- One row per site, service and settlement date, net revenue settled or accrued, beside the budget of the day.
with

settlements as (
    select * from {{ ref('fact_settlement') }}
),

expectations as (
    select * from {{ ref('forecast_revenue') }}
    where is_budget
),

sites as (
    select * from {{ ref('dim_site') }}
),

services as (
    select * from {{ ref('dim_service') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

-- Budgets run ahead of the data: only days that the site has traded are compared.
traded_days as (
    select
        settlements.site_id,
        settlements.settlement_date,
        max(settlements.run) as run
    from settlements
    inner join as_of on settlements.site_id = as_of.site_id and settlements.settlement_date <= as_of.as_of_date
    group by 1, 2
),

valued as (
    select
        traded_days.site_id,
        services.service_id,
        services.service_name,
        traded_days.settlement_date,
        traded_days.run,
        coalesce(settlements.revenue_pence, 0) as revenue_pence,
        coalesce(settlements.settled_revenue_pence, 0) as settled_revenue_pence,
        coalesce(settlements.accrued_revenue_pence, 0) as accrued_revenue_pence,
        expectations.revenue_pence as budget_pence,
        settlements.valued_period_count,
        settlements.expected_period_count
    from traded_days
    cross join services
    left join settlements
        on
            traded_days.site_id = settlements.site_id
            and traded_days.settlement_date = settlements.settlement_date
            and services.service_id = settlements.service_id
    left join expectations
        on
            traded_days.site_id = expectations.site_id
            and traded_days.settlement_date = expectations.settlement_date
            and services.service_id = expectations.service_id
    where settlements.site_id is not null or coalesce(expectations.revenue_pence, 0) <> 0
),

service_days as (
    select
        valued.site_id,
        sites.site_name,
        valued.service_id,
        valued.service_name,
        valued.settlement_date,
        valued.run,
        valued.revenue_pence,
        valued.settled_revenue_pence,
        valued.accrued_revenue_pence,
        valued.budget_pence,
        {{ pence_to_gbp('valued.revenue_pence') }} as revenue_gbp,
        {{ pence_to_gbp('valued.settled_revenue_pence') }} as settled_revenue_gbp,
        {{ pence_to_gbp('valued.accrued_revenue_pence') }} as accrued_revenue_gbp,
        {{ pence_to_gbp('valued.budget_pence') }} as budget_gbp,
        sites.rated_mw * {{ elapsed_minutes(
            local_midnight_at('valued.settlement_date', 'sites.time_zone'),
            local_midnight_at(dbt.dateadd('day', 1, 'valued.settlement_date'), 'sites.time_zone')
        ) }} / 60.0 as rated_mw_hours,
        valued.valued_period_count,
        valued.expected_period_count,
        {{ safe_ratio('cast(valued.valued_period_count as double)', 'valued.expected_period_count') }}
            as coverage_ratio
    from valued
    inner join sites on valued.site_id = sites.site_id
)

select * from service_days
