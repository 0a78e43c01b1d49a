-- One row per development project, as of the delivery.
with

source as (
    select * from {{ raw_rows('finance', 'project') }}
),

renamed as (
    select
        ---------- ids
        project_id,
        project_name,
        region,
        stage,
        next_gate,
        blocker,
        capacity_agreement,
        ---------- measures
        power_mw,
        energy_mwh,
        capex_forecast_gbp,
        capex_committed_gbp,
        capex_spent_gbp,
        ---------- dates
        baseline_cod as baseline_cod_date,
        planned_cod as planned_cod_date,
        next_gate_due as next_gate_due_date,
        blocked_since as blocked_since_date,
        ---------- quality
        {{ quarantine_reason('finance', 'project') }} as quarantine_reason
    from source
)

select * from renamed
