// Ageing of the batteries: what to do, how the warranty stands, when its limits were exceeded.

/** Rows of the lifecycle mart of sites, with site_link. */
export const lifecycleAdvice = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'advice', title: 'Advice' },
	{ id: 'next_step', title: 'Next step and owner', wrap: true },
	{ id: 'augmentation_p10_date', title: 'Below contract, P10', fmt: 'mmm yyyy' },
	{ id: 'augmentation_p50_date', title: 'P50', fmt: 'mmm yyyy' },
	{ id: 'augmentation_p90_date', title: 'P90', fmt: 'mmm yyyy' },
	{ id: 'augmentation_dc_mwh', title: 'MWh to add', fmt: 'num1' },
	{ id: 'augmentation_cost_gbp', title: 'Cost', fmt: 'gbp0' },
	{ id: 'remaining_life_p10_years', title: 'Remaining life, years, P10', fmt: 'num1' },
	{ id: 'remaining_life_p50_years', title: 'P50', fmt: 'num1' },
	{ id: 'remaining_life_p90_years', title: 'P90', fmt: 'num1' }
];

/** The same rows. */
export const warrantyState = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'headroom_ratio', title: 'Health above guarantee', fmt: 'pct1', contentType: 'delta' },
	{ id: 'warranty_label', title: 'Warranty', wrap: true },
	{ id: 'contracted_fade_multiple', title: 'Fade ÷ contracted fade', fmt: 'num2' },
	{ id: 'window_violation_count', title: 'Limit violations', fmt: 'num0' },
	{ id: 'claim_label', title: 'Claim test', wrap: true },
	{ id: 'throughput_headroom_ratio', title: 'Throughput headroom to date', fmt: 'pct0' },
	{ id: 'throughput_run_out_date', title: 'Throughput exhausted', fmt: 'mmm yyyy' },
	{ id: 'ept_margin_ratio', title: 'EPT margin', fmt: 'pct1' },
	{ id: 'ept_label', title: 'EPT' },
	{ id: 'resistance_ratio', title: 'Resistance ÷ new', fmt: 'num2' }
];

/** fact_window_violation rows with asset_link. */
export const limitViolations = [
	{ id: 'asset_id', title: 'Battery' },
	{ id: 'limit_id', title: 'Limit' },
	{ id: 'limit_value', title: 'Limit value', fmt: 'num0' },
	{ id: 'unit', title: 'Unit' },
	{ id: 'started_at', title: 'From (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'ended_at', title: 'To (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'largest_excess', title: 'Largest excess', fmt: 'num1' },
	{ id: 'outside_minutes', title: 'Minutes', fmt: 'num0' }
];
