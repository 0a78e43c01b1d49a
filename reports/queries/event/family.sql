select
    relatives.*,
    '/events/' || relatives.event_id as event_link
from bess.mart_event_register as relatives
inner join bess.mart_event_register as self on self.event_id = '${params.event_id}'
where relatives.event_id = self.parent_event_id or relatives.parent_event_id = self.event_id
order by relatives.started_at
