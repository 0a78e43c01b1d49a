-- One row per source row that is evidence, with its canonical text and what it is evidence of.
with

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
    from {{ ref('mart_exclusion_register') }}
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

-- What each row is evidence of: one clause version, or any clause of the site that tests one of the quantities.
found as (
    select
        'measurement' as item_type,
        'mart_sla_breach_daily' as source_table,
        sla_term_id || ':' || cast(site_local_date as {{ dbt.type_string() }}) as row_key,
        site_local_date as evidence_date,
        sla_term_id,
        cast(null as {{ dbt.type_string() }}) as site_id,
        cast(null as {{ dbt.type_string() }}) as metrics,
        {{ row_as_json('measurements') }} as row_json
    from measurements
    union all
    select
        'event' as item_type,
        'mart_sla_event' as source_table,
        sla_event_id as row_key,
        occurred_date as evidence_date,
        sla_term_id,
        cast(null as {{ dbt.type_string() }}) as site_id,
        cast(null as {{ dbt.type_string() }}) as metrics,
        {{ row_as_json('clause_events') }} as row_json
    from clause_events
    union all
    select
        'event' as item_type,
        'fact_events' as source_table,
        event_id as row_key,
        site_local_date as evidence_date,
        cast(null as {{ dbt.type_string() }}) as sla_term_id,
        site_id,
        case when event_type = 'comms_loss' then 'comms_uptime' else 'contractual_availability' end as metrics,
        {{ row_as_json('logged') }} as row_json
    from logged
    union all
    select
        'exclusion' as item_type,
        'fact_exclusion' as source_table,
        status_id as row_key,
        site_local_date as evidence_date,
        cast(null as {{ dbt.type_string() }}) as sla_term_id,
        site_id,
        'contractual_availability' as metrics,
        {{ row_as_json('exclusions') }} as row_json
    from exclusions
    union all
    select
        'meter_extract' as item_type,
        'fact_energy_half_hour' as source_table,
        site_id || ':' || cast(settlement_date as {{ dbt.type_string() }}) as row_key,
        settlement_date as evidence_date,
        cast(null as {{ dbt.type_string() }}) as sla_term_id,
        site_id,
        'contractual_availability response_performance round_trip_efficiency' as metrics,
        {{ row_as_json('meter_days') }} as row_json
    from meter_days
)

select * from found
