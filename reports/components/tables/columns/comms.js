// Links to the controllers and the quality of the data they deliver.

/** mart_comms_site_mtd rows with site_link. */
export const linkStates = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'link_verdict', title: 'Guarantees' },
	{ id: 'comms_uptime_ratio', title: 'Uptime', fmt: 'pct2' },
	{ id: 'comms_uptime_target_ratio', title: 'Guaranteed', fmt: 'pct2' },
	{ id: 'latency_p95_ms', title: 'P95, ms', fmt: 'num0' },
	{ id: 'latency_p95_limit_ms', title: 'Limit, ms', fmt: 'num0' },
	{ id: 'packet_drop_ratio', title: 'Packet loss', fmt: 'pct2' },
	{ id: 'gap_count', title: 'Gaps', fmt: 'num0' },
	{ id: 'blind_minutes', title: 'Blind minutes', fmt: 'num0' },
	{ id: 'blind_mwh', title: 'Blind MWh', fmt: 'num1' },
	{ id: 'missing_tag_count', title: 'Missing tags', fmt: 'num0' }
];

/** Sums of mart_data_quality_daily by site and kind of asset. */
export const dataQuality = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_type', title: 'Kind' },
	{ id: 'absent_count', title: 'Missing rows', fmt: 'num0' },
	{ id: 'worst_completeness', title: 'Completeness, worst day', fmt: 'pct2' },
	{ id: 'late_count', title: 'Late rows', fmt: 'num0' },
	{ id: 'flagged_count', title: 'Flagged samples', fmt: 'num0' },
	{ id: 'range_count', title: 'Out of range', fmt: 'num0' },
	{ id: 'rate_count', title: 'Change too fast', fmt: 'num0' },
	{ id: 'flat_count', title: 'Frozen', fmt: 'num0' },
	{ id: 'cross_count', title: 'Inconsistent', fmt: 'num0' },
	{ id: 'worst_validity', title: 'Validity, worst day', fmt: 'pct2' }
];
