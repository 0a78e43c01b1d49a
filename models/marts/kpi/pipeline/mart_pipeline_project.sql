-- One row per development project, its weighted MW, slip, likely dates, next gate and what blocks it.
with

projects as (
    select * from {{ ref('projects_pipeline') }}
),

stages as (
    select * from {{ ref('dim_pipeline_stage') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

judged as (
    select
        projects.*,
        stages.stage_name,
        stages.stage_order,
        cast(projects.planned_cod_date - projects.baseline_cod_date as bigint) as slip_days,
        cast(projects.as_of_date - projects.blocked_since_date as bigint) as blocker_age_days,
        {{ gbp_to_pence('projects.capex_forecast_gbp * projects.realisation_probability_ratio') }}
            as pipeline_value_pence
    from projects
    inner join stages on projects.stage = stages.stage
),

pipeline_projects as (
    select
        project_id,
        project_name,
        region,
        stage,
        stage_name,
        stage_order,
        is_in_flight,
        power_mw,
        energy_mwh,
        realisation_probability_ratio,
        weighted_mw,
        baseline_cod_date,
        planned_cod_date,
        slip_days,
        case
            when slip_days > {{ limit_of('schedule_slip_tolerance') }} then 'delayed'
            when slip_days is not null then 'on_schedule'
            else 'not_fixed'
        end as schedule_status,
        slip_days > {{ limit_of('schedule_slip_tolerance') }} as is_delayed,
        p50_cod_date,
        p90_cod_date,
        next_gate,
        next_gate_due_date,
        next_gate_due_date < as_of_date as is_gate_overdue,
        blocker,
        blocked_since_date,
        blocker_age_days,
        capex_forecast_gbp,
        capex_committed_gbp,
        capex_spent_gbp,
        {{ safe_ratio('capex_forecast_gbp', 'power_mw * 1000') }} as capex_forecast_gbp_per_kw,
        {{ safe_ratio('capex_forecast_gbp', 'energy_mwh * 1000') }} as capex_forecast_gbp_per_kwh,
        capacity_agreement,
        case capacity_agreement
            when 'none' then 'None yet'
            when 'prequalified' then 'Prequalified'
            when 't_1' then 'One year (T-1)'
            when 't_4' then 'Four years ahead (T-4)'
            else capacity_agreement
        end as capacity_agreement_label,
        case
            when slip_days > {{ limit_of('schedule_slip_tolerance') }} then 'Delayed'
            when slip_days is not null then 'On schedule'
            else 'Dates not fixed'
        end as schedule_label,
        -- What stands in the way comes first, then what is late, then what is not known.
        case
            when not is_in_flight then 'Nothing: in operation.'
            when blocker is not null
                then 'Unblock the gate "' || coalesce(next_gate, stage_name) || '": ' || lower(blocker) || '.'
            when next_gate_due_date < as_of_date then 'Pass or re-date the gate "' || next_gate || '", it is overdue.'
            when power_mw is null or planned_cod_date is null then 'Fix power and dates before it is counted.'
            when next_gate is not null then 'Keep the date of the gate "' || next_gate || '".'
            else 'Name the next gate.'
        end as next_step,
        pipeline_value_pence,
        {{ pence_to_gbp('pipeline_value_pence') }} as pipeline_value_gbp,
        as_of_date
    from judged
)

select * from pipeline_projects
