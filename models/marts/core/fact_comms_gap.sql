-- One row per site and loss of communication, classified by what the settlement meter saw.
with

gaps as (
    select * from {{ ref('int_comms__gap') }}
),

site_gaps as (
    select
        site_id,
        started_at,
        ended_at,
        gap_minutes,
        gap_class,
        scheduled_minutes,
        standing_minutes,
        scheduled_mwh,
        metered_mwh
    from gaps
)

select * from site_gaps
