-- One row per site, time by which the plant follows its commands late, estimated from one-minute means.
with

minutes as (
    select * from {{ ref('int_dispatch__minute') }}
    where is_tracking_judged
),

-- A plant late by a share d of a minute delivers (1 - d) of this minute's command and d of the last one's; d by least
-- squares.
fitted as (
    select
        site_id,
        {{ safe_ratio(
            'sum((actual_kw - command_kw) * (command_before_kw - command_kw))',
            'sum((command_before_kw - command_kw) * (command_before_kw - command_kw))'
        ) }} as late_ratio
    from minutes
    group by 1
),

bounded as (
    select
        site_id,
        -- No greatest and least: they would make a zero of what could not be estimated.
        case when late_ratio < 0 then 0 when late_ratio > 1 then 60 else late_ratio * 60 end as delay_seconds
    from fitted
)

select * from bounded
