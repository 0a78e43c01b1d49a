-- One row per packet, kind of evidence and source row, with the row's canonical text and its SHA-256.
with

periods as (
    select
        *,
        sla_term_id || ':' || cast(month_start_date as {{ dbt.type_string() }}) as evidence_packet_id
    from {{ ref('fact_sla_period') }}
),

found as (
    select * from {{ ref('mart_sla_evidence_row') }}
),

items as (
    select
        periods.evidence_packet_id,
        found.item_type,
        found.source_table,
        found.row_key,
        found.row_json,
        {{ sha256_hex("found.source_table || '|' || found.row_key || '|' || found.row_json") }} as row_hash
    from found
    inner join periods
        on
            coalesce(found.sla_term_id, periods.sla_term_id) = periods.sla_term_id
            and coalesce(found.site_id, periods.site_id) = periods.site_id
            and coalesce(found.metrics, periods.metric) like '%' || periods.metric || '%'
            and found.evidence_date between periods.period_start_date and periods.period_end_date
)

select * from items
