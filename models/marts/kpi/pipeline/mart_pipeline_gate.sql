-- One row per development project and stage, whether its gate is passed, reached, next or ahead.
with

projects as (
    select * from {{ ref('projects_pipeline') }}
),

stages as (
    select * from {{ ref('dim_pipeline_stage') }}
),

reached as (
    select
        projects.project_id,
        projects.project_name,
        projects.next_gate,
        projects.next_gate_due_date,
        projects.blocker,
        stages.stage_order as reached_order
    from projects
    inner join stages on projects.stage = stages.stage
),

gates as (
    select
        reached.project_id,
        reached.project_name,
        stages.stage,
        stages.stage_name,
        stages.stage_order,
        stages.realisation_probability_ratio,
        case
            when stages.stage_order < reached.reached_order then 'passed'
            when stages.stage_order = reached.reached_order then 'reached'
            when stages.stage_order = reached.reached_order + 1 and reached.blocker is not null then 'blocked'
            when stages.stage_order = reached.reached_order + 1 then 'next'
            else 'ahead'
        end as gate_status,
        -- The gate that leads out of the stage reached is the only one with a date.
        case when stages.stage_order = reached.reached_order + 1 then reached.next_gate end as gate_name,
        case when stages.stage_order = reached.reached_order + 1 then reached.next_gate_due_date end as due_date,
        case when stages.stage_order = reached.reached_order + 1 then reached.blocker end as blocker
    from reached
    cross join stages
)

select * from gates
