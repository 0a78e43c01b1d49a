-- A driver writes 9999 when nothing answered; taken for a round trip, it would make a dead link look slow.
with

latencies as (
    select
        cast(9999 as double) as latency_ms,
        cast(null as double) as expected_ms
    union all
    select
        cast(80 as double) as latency_ms,
        cast(80 as double) as expected_ms
    union all
    select
        cast(null as double) as latency_ms,
        cast(null as double) as expected_ms
),

results as (
    select
        'comms_latency_ms' as tag,
        expected_ms,
        {{ without_sentinels('comms_latency_ms', 'latency_ms') }} as value_ms
    from latencies
    union all
    -- A tag without sentinels keeps every value.
    select
        'f_hz' as tag,
        latency_ms as expected_ms,
        {{ without_sentinels('f_hz', 'latency_ms') }} as value_ms
    from latencies
)

select * from results
where value_ms is distinct from expected_ms
