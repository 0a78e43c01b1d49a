-- A packet that cannot be reproduced from its rows is no evidence; a row without a packet would be lost from it.
with

items as (
    select
        *,
        {{ sha256_hex("source_table || '|' || row_key || '|' || row_json") }} as recomputed_hash
    from {{ ref('mart_sla_evidence_item') }}
),

packs as (
    select
        evidence_packet_id,
        count(*) as item_count,
        count(*) filter (where row_hash <> recomputed_hash) as changed_count,
        {{ sha256_hex(dbt.listagg('recomputed_hash', "''", 'order by item_type, source_table, row_key')) }}
            as recomputed_pack_hash
    from items
    group by 1
)

select
    packets.evidence_packet_id,
    packets.item_count,
    packs.item_count as found_count,
    packs.changed_count,
    packets.pack_hash,
    packs.recomputed_pack_hash
from {{ ref('mart_sla_evidence') }} as packets
full outer join packs on packets.evidence_packet_id = packs.evidence_packet_id
where
    packets.evidence_packet_id is null
    or packets.item_count <> coalesce(packs.item_count, 0)
    or packs.changed_count > 0
    or coalesce(packets.pack_hash, 'empty') <> coalesce(packs.recomputed_pack_hash, 'empty')
