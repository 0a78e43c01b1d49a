select
    site_id,
    started_at,
    ended_at,
    site_local_date,
    from_local_hour,
    to_local_hour,
    gap_minutes,
    gap_class,
    scheduled_minutes,
    standing_minutes,
    scheduled_mwh,
    metered_mwh,
    blind_minutes,
    blind_mwh,
    comms_event_id,
    outage_event_id,
    event_count
from fact_comms_gap
order by site_id, started_at
