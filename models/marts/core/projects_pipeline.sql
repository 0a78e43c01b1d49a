-- One row per development project, as last delivered.
with

projects as (
    select * from {{ ref('stg_finance__project') }}
    where quarantine_reason is null
),

chosen as (
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
        capacity_agreement
    from projects
)

select * from chosen
