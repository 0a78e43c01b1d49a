-- One row per stage of a development project, how likely a project of it is built and how late.
with

stages as (
    select * from {{ ref('pipeline_stages') }}
),

development_stages as (
    select
        stage,
        stage_name,
        stage_order,
        realisation_probability_ratio,
        median_slip_months,
        p90_slip_months,
        source
    from stages
)

select * from development_stages
