-- One row per development project, as last delivered.
with

projects as (
    select * from {{ ref('int_pipeline__project_weighted') }}
),

as_of as (
    select max(as_of_date) as as_of_date from {{ ref('dim_as_of') }}
),

placed as (
    select
        projects.*,
        coalesce(as_of.as_of_date, projects.newest_happened_date) as as_of_date
    from projects
    cross join as_of
),

pipeline_projects as (
    select
        project_id,
        project_name,
        region,
        stage,
        power_mw,
        energy_mwh,
        baseline_cod_date,
        planned_cod_date,
        next_gate,
        next_gate_due_date,
        blocker,
        blocked_since_date,
        capex_forecast_gbp,
        capex_committed_gbp,
        capex_spent_gbp,
        capacity_agreement,
        is_in_flight,
        realisation_probability_ratio,
        weighted_mw,
        -- A date that has passed without commercial operation has slipped at least until now.
        case when is_in_flight and median_slipped_date < as_of_date then as_of_date else median_slipped_date end
            as p50_cod_date,
        case when is_in_flight and p90_slipped_date < as_of_date then as_of_date else p90_slipped_date end
            as p90_cod_date,
        as_of_date
    from placed
)

select * from pipeline_projects
