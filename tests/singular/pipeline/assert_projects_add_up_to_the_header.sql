-- A project in no stage, or neither on schedule, delayed nor without a date, would vanish from what investors see.
with

overview as (
    select * from {{ ref('mart_pipeline_overview') }}
),

stages as (
    select
        sum(case when stage <> 'cod' then project_count else 0 end) as project_count,
        sum(case when stage <> 'cod' then power_mw else 0 end) as power_mw,
        sum(case when stage <> 'cod' then weighted_mw else 0 end) as weighted_mw
    from {{ ref('mart_pipeline_stage') }}
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
