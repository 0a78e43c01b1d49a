-- One row per portfolio with projects: projects in flight, their MW, slips and value as of the delivery.
with

projects as (
    select * from {{ ref('mart_pipeline_project') }}
),

overview as (
    select
        max(as_of_date) as as_of_date,
        count(*) filter (where is_in_flight) as project_count,
        coalesce(sum(power_mw) filter (where is_in_flight), 0) as development_mw,
        coalesce(sum(weighted_mw) filter (where is_in_flight), 0) as weighted_mw,
        count(*) filter (where is_in_flight and power_mw is null) as mw_not_fixed_count,
        count(*) filter (where is_in_flight and not is_delayed) as on_schedule_count,
        count(*) filter (where is_in_flight and is_delayed) as delayed_count,
        count(*) filter (where is_in_flight and is_delayed is null) as date_not_fixed_count,
        count(*) filter (where is_in_flight and blocker is not null) as blocked_project_count,
        cast(max(blocker_age_days) filter (where is_in_flight) as bigint) as oldest_blocker_age_days,
        -- Without a single date nothing can be said to come soon or late.
        case
            when count(p50_cod_date) filter (where is_in_flight) > 0
                then coalesce(
                    sum(weighted_mw) filter (
                        where
                        is_in_flight
                        and p50_cod_date < {{ dbt.dateadd('month', var('pipeline_horizon_months'), 'as_of_date') }}
                    ), 0
                )
        end as weighted_mw_next_8_months,
        sum(capex_forecast_gbp) filter (where is_in_flight) as capex_forecast_gbp,
        sum(capex_committed_gbp) filter (where is_in_flight) as capex_committed_gbp,
        sum(capex_spent_gbp) filter (where is_in_flight) as capex_spent_gbp,
        count(*) filter (where is_in_flight and pipeline_value_pence is null) as value_not_fixed_count,
        cast(sum(pipeline_value_pence) filter (where is_in_flight) as bigint) as pipeline_value_pence,
        {{ pence_to_gbp('sum(pipeline_value_pence) filter (where is_in_flight)') }} as pipeline_value_gbp
    from projects
    having count(*) > 0
)

select * from overview
