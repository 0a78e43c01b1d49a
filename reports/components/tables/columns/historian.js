// What the historian holds, minute by minute and tag by tag.

/** mart_historian_flag_daily rows with minutes_link. */
export const flaggedMinutes = [
	{ id: 'asset_id', title: 'Asset' },
	{ id: 'site_name', title: 'Site' },
	{ id: 'utc_date', title: 'Day (UTC)', fmt: 'd mmm yyyy' },
	{ id: 'quality', title: 'Quality' },
	{ id: 'minute_count', title: 'Minutes', fmt: 'num0' },
	{ id: 'first_minute_at', title: 'First (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'last_minute_at', title: 'Last (UTC)', fmt: 'd mmm hh:mm' }
];

/** Sums of mart_historian_tag by site, kind of asset and tag. */
export const tagCoverage = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_type', title: 'Kind' },
	{ id: 'tag', title: 'Tag' },
	{ id: 'tag_name', title: 'Name' },
	{ id: 'unit', title: 'Unit' },
	{ id: 'sample_count', title: 'Values', fmt: 'num0' },
	{ id: 'empty_count', title: 'Empty', fmt: 'num0' },
	{ id: 'missing_count', title: 'Missing', fmt: 'num0' },
	{ id: 'quarantined_count', title: 'Quarantined', fmt: 'num0' },
	{ id: 'late_count', title: 'Late', fmt: 'num0' },
	{ id: 'coverage_ratio', title: 'Coverage', fmt: 'pct1' }
];
