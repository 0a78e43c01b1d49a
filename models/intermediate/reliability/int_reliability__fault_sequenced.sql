-- One row per fault, trip and derate, and whether the same asset had failed with the same code shortly before.
with

events as (
    select * from {{ ref('stg_tmeic__event') }}
    where quarantine_reason is null and event_type in ('fault', 'trip', 'derate')
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

preceded as (
    select
        event_id,
        site_id,
        asset_id,
        event_type,
        code as fault_code,
        raised_at,
        cleared_at,
        -- A derate is a consequence: it neither is a failure nor makes the next one a repetition.
        event_type in ('fault', 'trip') as is_failure,
        lag(raised_at) over (
            partition by asset_id, code, case when event_type = 'derate' then 'derate' else 'failure' end
            order by raised_at, event_id
        ) as previous_raised_at
    from events
),

judged as (
    select
        *,
        is_failure
        and previous_raised_at is not null
        and {{ elapsed_minutes('previous_raised_at', 'raised_at') }} <= {{ limit_of('repeat_fault_days') }} * 24 * 60
            as is_repeat
    from preceded
)

select * from judged
