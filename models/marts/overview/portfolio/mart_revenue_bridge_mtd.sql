-- One row per site and step that leads from the budget to the actual revenue of the month to date.
with

revenue as (
    select * from {{ ref('mart_revenue_daily') }}
),

overviews as (
    select * from {{ ref('mart_site_overview_mtd') }}
),

services as (
    select * from {{ ref('dim_service') }}
),

by_service as (
    select
        revenue.site_id,
        revenue.site_name,
        revenue.service_id,
        cast(sum(revenue.revenue_pence) as bigint) as revenue_pence,
        cast(sum(coalesce(revenue.budget_pence, 0)) as bigint) as budget_pence
    from revenue
    inner join overviews
        on
            revenue.site_id = overviews.site_id
            and {{ within_window('revenue.settlement_date', 'mtd', 'overviews') }}
    group by 1, 2, 3
),

steps as (
    select
        site_id,
        site_name,
        cast(0 as bigint) as step_order,
        'budget' as step_key,
        'Budget' as step_label,
        'total' as step_type,
        cast(null as {{ dbt.type_string() }}) as service_id,
        cast(sum(budget_pence) as bigint) as amount_pence
    from by_service
    group by 1, 2
    union all
    select
        by_service.site_id,
        by_service.site_name,
        services.service_order as step_order,
        by_service.service_id as step_key,
        services.service_name as step_label,
        'change' as step_type,
        by_service.service_id,
        by_service.revenue_pence - by_service.budget_pence as amount_pence
    from by_service
    inner join services on by_service.service_id = services.service_id
    union all
    select
        site_id,
        site_name,
        cast(100 as bigint) as step_order,
        'actual' as step_key,
        'Actual' as step_label,
        'total' as step_type,
        cast(null as {{ dbt.type_string() }}) as service_id,
        cast(sum(revenue_pence) as bigint) as amount_pence
    from by_service
    group by 1, 2
),

bridge_steps as (
    select
        *,
        {{ pence_to_gbp('amount_pence') }} as amount_gbp
    from steps
)

select * from bridge_steps
