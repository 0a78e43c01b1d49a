-- One row per site and minute in which any site delivered, its connection, round trip and what went on unseen.
with

minutes as (
    select * from {{ ref('int_comms__site_minute') }}
),

site_minutes as (
    select
        site_id,
        interval_start_at,
        site_local_date,
        is_recorded,
        is_connected,
        latency_ms,
        packet_drop_ratio,
        is_blind,
        blind_mwh
    from minutes
)

select * from site_minutes
