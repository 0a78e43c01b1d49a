// Clauses, warranty, damages and the packets that prove them.

/** mart_warranty_site rows with counterparty and site_link. */
export const batteryWarranty = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'counterparty', title: 'Warranted by' },
	{ id: 'soh_ratio', title: 'State of health', fmt: 'pct1' },
	{ id: 'guaranteed_soh_ratio', title: 'Guaranteed today', fmt: 'pct1' },
	{ id: 'headroom_ratio', title: 'Headroom', fmt: 'pct2' },
	{ id: 'throughput_headroom_ratio', title: 'Throughput headroom', fmt: 'pct0' },
	{ id: 'window_violation_count', title: 'Limit violations', fmt: 'num0' },
	{ id: 'beyond_tolerance', title: 'Breach beyond tolerance' },
	{ id: 'claim_supported', title: 'Claim supported' }
];

/** fact_maintenance rows of warranty claims, with event_link. */
export const warrantyClaims = [
	{ id: 'work_order_id', title: 'Work order' },
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_name', title: 'Asset' },
	{ id: 'vendor', title: 'Manufacturer' },
	{ id: 'summary', title: 'What failed', wrap: true },
	{ id: 'opened_at', title: 'Opened (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'parts_cost_gbp', title: 'Parts ¤', fmt: 'gbp0' },
	{ id: 'claim_status', title: 'Response' }
];

/** Damages of a month by clause, with rule and site_link. */
export const damagesByClause = [
	{ id: 'site_name', title: 'Site', totalAgg: 'All' },
	{ id: 'clause', title: 'Clause', totalAgg: ' ' },
	{ id: 'counterparty', title: 'Owed by', totalAgg: ' ' },
	{ id: 'rule', title: 'Rule', totalAgg: ' ' },
	{ id: 'damages_quantity', title: 'Quantity', fmt: 'num1', totalAgg: ' ' },
	{ id: 'damages_rate_gbp', title: 'Rate ¤', fmt: 'gbp0', totalAgg: ' ' },
	{ id: 'damages_gbp', title: 'Damages ¤', fmt: 'gbp0' },
	{ id: 'damages_year_gbp', title: 'Contract year ¤', fmt: 'gbp0' },
	{ id: 'cap_used_ratio', title: 'Share of the cap', fmt: 'pct0', contentType: 'bar', totalAgg: ' ' }
];

/** Register of exclusions, with category and asset_link. */
export const exclusionRegister = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_id', title: 'Asset' },
	{ id: 'category', title: 'Category' },
	{ id: 'reason', title: 'Reason' },
	{ id: 'document_reference', title: 'Document' },
	{ id: 'started_at', title: 'From (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'ended_at', title: 'To (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'excused_equivalent_hours', title: 'Excused h', fmt: 'num2' }
];

/** mart_sla_evidence rows with hash. */
export const evidencePackets = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'clause', title: 'Clause' },
	{ id: 'counterparty', title: 'Counterparty' },
	{ id: 'pack_status', title: 'Status' },
	{ id: 'missing_part', title: 'What is missing', wrap: true },
	{ id: 'item_count', title: 'Rows', fmt: 'num0' },
	{ id: 'hash', title: 'Hash begins' }
];
