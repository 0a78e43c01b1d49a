-- One row per packet, kind of evidence and source row, with the row's canonical text and its SHA-256.
with

periods as (
    select
        *,
        sla_term_id || ':' || cast(month_start_date as {{ dbt.type_string() }}) as evidence_packet_id
    from {{ ref('fact_sla_period') }}
),

-- Sums of doubles depend on the order of threads in their last bits; canonical text is rounded before it is hashed.
measurements as (
    select
        sla_term_id,
        site_local_date,
        round(measured, 6) as measured,
        round(threshold, 6) as threshold,
        round(shortfall, 6) as shortfall,
        breached_hours,
        failed_event_count,
        is_breached
    from {{ ref('mart_sla_breach_daily') }}
),

clause_events as (
    select
        sla_event_id,
        sla_term_id,
        occurred_date,
        started_at,
        ended_at,
        round(measured, 6) as measured,
        threshold,
        is_failed,
        is_open
    from {{ ref('mart_sla_event') }}
),

logged as (
    select
        event_id,
        site_id,
        asset_id,
        event_type,
        fault_code,
        started_at,
        ended_at,
        site_local_date
    from {{ ref('fact_events') }}
    where event_type <> 'maintenance'
),

exclusions as (
    select
        status_id,
        site_id,
        asset_id,
        exclusion_category,
        started_at,
        ended_at,
        site_local_date,
        registered_by,
        document_reference,
        reason,
        excused_block_minutes,
        round(excused_lost_mw_minutes, 3) as excused_lost_mw_minutes
    from {{ ref('mart_sla_exclusion_register') }}
),

meter_days as (
    select
        site_id,
        settlement_date,
        count(*) as period_count,
        count(*) filter (where is_complete) as complete_period_count,
        round(sum(exported_mwh), 3) as exported_mwh,
        round(sum(imported_mwh), 3) as imported_mwh
    from {{ ref('fact_energy_half_hour') }}
    group by 1, 2
),

items as (
    select
        periods.evidence_packet_id,
        'measurement' as item_type,
        'mart_sla_breach_daily' as source_table,
        cast(measurements.site_local_date as {{ dbt.type_string() }}) as row_key,
        {{ row_as_json('measurements') }} as row_json
    from periods
    inner join measurements
        on
            periods.sla_term_id = measurements.sla_term_id
            and measurements.site_local_date between periods.period_start_date and periods.period_end_date
    union all
    select
        periods.evidence_packet_id,
        'event' as item_type,
        'mart_sla_event' as source_table,
        clause_events.sla_event_id as row_key,
        {{ row_as_json('clause_events') }} as row_json
    from periods
    inner join clause_events
        on
            periods.sla_term_id = clause_events.sla_term_id
            and clause_events.occurred_date between periods.period_start_date and periods.period_end_date
    union all
    select
        periods.evidence_packet_id,
        'event' as item_type,
        'fact_events' as source_table,
        logged.event_id as row_key,
        {{ row_as_json('logged') }} as row_json
    from periods
    inner join logged
        on
            periods.site_id = logged.site_id
            and logged.site_local_date between periods.period_start_date and periods.period_end_date
            -- Lost communication is the evidence of its own clause, everything else that of availability.
            and periods.metric
            = case when logged.event_type = 'comms_loss' then 'comms_uptime' else 'contractual_availability' end
    union all
    select
        periods.evidence_packet_id,
        'exclusion' as item_type,
        'fact_exclusion' as source_table,
        exclusions.status_id as row_key,
        {{ row_as_json('exclusions') }} as row_json
    from periods
    inner join exclusions
        on
            periods.site_id = exclusions.site_id
            and exclusions.site_local_date between periods.period_start_date and periods.period_end_date
    where periods.metric = 'contractual_availability'
    union all
    select
        periods.evidence_packet_id,
        'meter_extract' as item_type,
        'fact_energy_half_hour' as source_table,
        cast(meter_days.settlement_date as {{ dbt.type_string() }}) as row_key,
        {{ row_as_json('meter_days') }} as row_json
    from periods
    inner join meter_days
        on
            periods.site_id = meter_days.site_id
            and meter_days.settlement_date between periods.period_start_date and periods.period_end_date
    where periods.metric in ('contractual_availability', 'response_performance', 'round_trip_efficiency')
),

hashed as (
    select
        *,
        {{ sha256_hex("source_table || '|' || row_key || '|' || row_json") }} as row_hash
    from items
)

select * from hashed
