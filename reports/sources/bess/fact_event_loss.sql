select
    event_id,
    site_id,
    site_name,
    asset_id,
    asset_name,
    event_type,
    fault_code,
    description,
    started_at,
    ended_at,
    first_date,
    last_date,
    lost_mwh,
    loss_gbp
from fact_event_loss
order by site_id, first_date
