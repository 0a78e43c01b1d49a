-- One row per stage of development, how many projects and MW stand in it.
with

stages as (
    select * from {{ ref('dim_pipeline_stage') }}
),

projects as (
    select * from {{ ref('projects_pipeline') }}
),

totals as (
    select
        stages.stage,
        max(stages.stage_name) as stage_name,
        max(stages.stage_order) as stage_order,
        max(stages.realisation_probability_ratio) as realisation_probability_ratio,
        count(projects.project_id) as project_count,
        coalesce(sum(projects.power_mw), 0) as power_mw,
        coalesce(sum(projects.weighted_mw), 0) as weighted_mw,
        coalesce(sum(projects.energy_mwh), 0) as energy_mwh,
        count(projects.project_id) filter (where projects.power_mw is null) as mw_not_fixed_count,
        count(projects.blocker) as blocked_project_count
    from stages
    left join projects on stages.stage = projects.stage
    group by 1
)

select * from totals
