select
    events.site_name || ' · ' || events.asset_name as lane,
    events.*,
    '/events/' || events.event_id as event_link
from bess.mart_event_register as events
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and events.started_at < period.last_date + interval 1 day
        and events.shown_until_at >= period.first_date
where
    events.event_type != 'comms_loss'
    and '${inputs.site}' in ('all', events.site_id)
    and '${inputs.vendor}' in ('all', events.vendor)
order by events.site_name, events.block_number nulls first, events.started_at
