select
    others.event_type || ' · ' || others.asset_name as lane,
    others.*,
    '/events/' || others.event_id as event_link
from bess.mart_event_register as others
inner join bess.mart_event_register as self on self.event_id = '${params.event_id}'
where
    others.site_id = self.site_id
    and others.started_at < self.trace_to_at
    and others.shown_until_at >= self.trace_from_at
order by others.block_number nulls first, others.started_at
