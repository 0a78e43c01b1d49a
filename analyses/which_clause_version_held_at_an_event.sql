-- Which clause version was in force when each p1 or p2 event was raised, and what did it ask for? Asked by the contract manager.
with

events as (
    select * from {{ ref('mart_sla_event') }}
    where metric = 'restore_time'
),

clauses as (
    select * from {{ ref('dim_sla') }}
)

select
    events.sla_event_id,
    events.site_id,
    events.started_at,
    events.occurred_date,
    clauses.document_reference,
    clauses.clause,
    clauses.valid_from_date,
    clauses.valid_to_date,
    events.threshold as limit_hours,
    round(events.measured, 2) as hours_to_restore,
    events.is_failed,
    events.is_open
from events
inner join clauses on events.sla_term_id = clauses.sla_term_id
order by events.measured desc, events.sla_event_id
