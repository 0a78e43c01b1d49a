-- A project in no stage, or neither on schedule, delayed nor without a date, would vanish from what investors see.
with

overview as (
    select * from {{ ref('mart_pipeline_overview') }}
),

stages as (
    select
        count(*) as project_count,
        coalesce(sum(projects.power_mw), 0) as power_mw,
        coalesce(sum(projects.weighted_mw), 0) as weighted_mw
    from {{ ref('dim_pipeline_stage') }} as stages
    inner join {{ ref('projects_pipeline') }} as projects on stages.stage = projects.stage
    where stages.stage <> 'cod'
)

select
    overview.project_count,
    stages.project_count as staged_count,
    overview.development_mw,
    stages.power_mw
from overview
cross join stages
where
    overview.project_count <> stages.project_count
    or abs(overview.development_mw - stages.power_mw) > 0.001
    or abs(overview.weighted_mw - stages.weighted_mw) > 0.001
    or overview.project_count <> overview.on_schedule_count + overview.delayed_count + overview.date_not_fixed_count
    or overview.weighted_mw_next_8_months > overview.weighted_mw + 0.001
