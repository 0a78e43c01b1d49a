-- One row per development project, its MW weighted and its planned date moved as its stage suggests.
with

projects as (
    select * from {{ ref('stg_finance__project') }}
    where quarantine_reason is null
),

stages as (
    select * from {{ ref('dim_pipeline_stage') }}
),

-- Projects of an owner without a site have no telemetry to tell the time by; then it is the newest thing that their own
-- file says has happened.
happened as (
    select
        greatest(
            max(blocked_since_date), max(case when stage = 'cod' then planned_cod_date end)
        ) as newest_date
    from projects
),

weighted as (
    select
        projects.*,
        projects.stage <> 'cod' as is_in_flight,
        stages.realisation_probability_ratio,
        projects.power_mw * stages.realisation_probability_ratio as weighted_mw,
        cast({{ dbt.dateadd('month', 'stages.median_slip_months', 'projects.planned_cod_date') }} as date)
            as median_slipped_date,
        cast({{ dbt.dateadd('month', 'stages.p90_slip_months', 'projects.planned_cod_date') }} as date)
            as p90_slipped_date,
        happened.newest_date as newest_happened_date
    from projects
    inner join stages on projects.stage = stages.stage
    cross join happened
)

select * from weighted
