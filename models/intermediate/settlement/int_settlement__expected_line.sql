-- One row per site, settlement period and component, the line that our own meters, contracts and prices ask for.
-- A table: expected lines meet every run, and the performance factor comes from minutes.
{{ config(materialized='table') }}
with

positions as (
    select * from {{ ref('int_settlement__contract_position') }}
),

energy as (
    select * from {{ ref('int_settlement__expected_energy') }}
),

deliverable_minutes as (
    select * from {{ ref('int_settlement__deliverable_minute') }}
),

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

components as (
    select * from {{ ref('settlement_components') }}
),

factors as (
    select
        site_id,
        interval_start_at,
        component,
        round(avg(case when is_deliverable then 1e0 else 0e0 end), 4) as performance_factor
    from deliverable_minutes
    group by 1, 2, 3
),

lines as (
    select
        site_id,
        interval_start_at,
        component,
        quantity,
        price_gbp
    from positions
    -- A day-ahead position of zero and an availability contract of zero are no lines of their own.
    where contracted_mw <> 0 or component_kind = 'energy'
    union all
    select
        site_id,
        interval_start_at,
        component,
        quantity,
        price_gbp
    from energy
),

priced as (
    select
        lines.site_id,
        periods.settlement_date,
        periods.settlement_period,
        lines.interval_start_at,
        components.service_id,
        lines.component,
        lines.quantity,
        lines.price_gbp,
        cast(coalesce(factors.performance_factor, 1) as decimal(5, 4)) as performance_factor
    from lines
    inner join periods
        on lines.site_id = periods.site_id and lines.interval_start_at = periods.interval_start_at
    inner join components on lines.component = components.component
    left join factors
        on
            lines.site_id = factors.site_id
            and lines.interval_start_at = factors.interval_start_at
            and lines.component = factors.component
),

expected_lines as (
    select
        *,
        {{ amount_pence('quantity', 'price_gbp', 'performance_factor') }} as amount_pence
    from priced
)

select * from expected_lines
