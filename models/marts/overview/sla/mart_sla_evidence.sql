-- One row per packet, which is a clause version and calendar month, with its result, its parts and one hash over all.
with

months as (
    select
        *,
        sla_term_id || ':' || cast(month_start_date as {{ dbt.type_string() }}) as evidence_packet_id
    from {{ ref('mart_sla_compliance') }}
),

damages as (
    select * from {{ ref('mart_sla_damages') }}
),

items as (
    select * from {{ ref('mart_sla_evidence_item') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

deliveries as (
    select * from {{ ref('fact_source_freshness') }}
),

snapshot as (
    select
        {{ sha256_hex(dbt.listagg(
            "source_table || '|' || cast(row_count as " ~ dbt.type_string() ~ ") || '|' || cast(newest_at as "
            ~ dbt.type_string() ~ ")", "';'", "order by source_table"
        )) }} as data_snapshot_id
    from deliveries
),

contents as (
    select
        evidence_packet_id,
        count(*) as item_count,
        count(*) filter (where item_type = 'measurement') as measurement_count,
        count(*) filter (where item_type = 'event') as event_count,
        count(*) filter (where item_type = 'exclusion') as exclusion_count,
        count(*) filter (where item_type = 'meter_extract') as meter_day_count,
        {{ sha256_hex(dbt.listagg('row_hash', "''", 'order by item_type, source_table, row_key')) }} as pack_hash
    from items
    group by 1
),

checked as (
    select
        months.*,
        sites.site_name,
        sites.time_zone,
        damages.damages_rule,
        damages.damages_pence,
        coalesce(contents.item_count, 0) as item_count,
        coalesce(contents.measurement_count, 0) as measurement_count,
        coalesce(contents.event_count, 0) as evidence_event_count,
        coalesce(contents.exclusion_count, 0) as exclusion_count,
        coalesce(contents.meter_day_count, 0) as meter_day_count,
        contents.pack_hash,
        snapshot.data_snapshot_id,
        case
            when months.measured is null then 'no measurement'
            when months.is_passed is null then 'too few samples'
            when months.provisional_event_count > 0 and months.metric = 'restore_time' then 'an event is still open'
            when months.provisional_event_count > 0 then 'no settlement run yet for some blocks'
            when
                months.metric in ('contractual_availability', 'response_performance', 'round_trip_efficiency')
                and coalesce(contents.meter_day_count, 0)
                <= months.period_end_date - months.period_start_date
                then 'meter extract has a day missing'
        end as missing_part
    from months
    inner join sites on months.site_id = sites.site_id
    cross join snapshot
    left join contents on months.evidence_packet_id = contents.evidence_packet_id
    left join damages
        on months.sla_term_id = damages.sla_term_id and months.month_start_date = damages.month_start_date
),

packets as (
    select
        evidence_packet_id,
        sla_term_id,
        site_id,
        site_name,
        clause,
        metric,
        counterparty,
        document_reference,
        month_start_date,
        period_start_date,
        period_end_date,
        is_month_over,
        time_zone,
        measured,
        threshold,
        threshold_unit,
        comparison,
        tolerance,
        is_passed,
        coverage_ratio,
        damages_rule,
        {{ pence_to_gbp('damages_pence') }} as damages_gbp,
        item_count,
        measurement_count,
        evidence_event_count as event_count,
        exclusion_count,
        meter_day_count,
        case when missing_part is null then 'ready' else 'incomplete' end as pack_status,
        missing_part,
        -- A colon is no part of a file name on every system. What is not ready is not handed out.
        case when missing_part is null then replace(evidence_packet_id, ':', '_') || '.zip' end as pack_file_name,
        -- Not in the contracts delivered, and no system records a sign-off: blank is honest.
        cast(null as date) as claim_deadline_date,
        cast(null as {{ dbt.type_string() }}) as signed_off_by,
        data_snapshot_id,
        pack_hash
    from checked
)

select * from packets
