-- Which packets of evidence can be sent, and what is missing from the others? Asked by the contract manager.
with

packets as (
    select * from {{ ref('mart_sla_evidence') }}
)

select
    evidence_packet_id,
    site_id,
    document_reference,
    period_start_date,
    period_end_date,
    is_passed,
    damages_gbp,
    item_count,
    pack_status,
    missing_part,
    pack_hash
from packets
order by pack_status, site_id, evidence_packet_id
