-- A response time that is really the latency of a link passes or fails a contract on the wrong quantity.
{{ config(enabled=(target.type == 'duckdb')) }}
with

responses as (
    select
        site_id,
        count(*) as capture_count,
        avg(delay_seconds) as delay_seconds
    from {{ ref('fact_frequency_response') }}
    group by 1
),

latencies as (
    select
        site_id,
        avg(latency_ms) / 1000 as latency_seconds
    from {{ ref('fact_comms_minute') }}
    group by 1
)

-- At each site the plants planted here answer several times slower than their link.
select
    responses.site_id,
    responses.delay_seconds,
    latencies.latency_seconds
from responses
inner join latencies on responses.site_id = latencies.site_id
where responses.capture_count > 0 and responses.delay_seconds < 2 * latencies.latency_seconds
