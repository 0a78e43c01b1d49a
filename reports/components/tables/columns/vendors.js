// Vendors side by side.

/** Vendors with their rates, availability and revenue. */
export const vendorComparison = [
	{ id: 'vendor', title: 'Vendor' },
	{ id: 'site_count', title: 'Sites', fmt: 'num0' },
	{ id: 'block_count', title: 'Blocks', fmt: 'num0' },
	{ id: 'operating_block_hours', title: 'Block-hours', fmt: 'num0' },
	{ id: 'failure_count', title: 'Failures', fmt: 'num0' },
	{ id: 'rate_per_1000_hours', title: 'Per 1,000 h', fmt: 'num2' },
	{ id: 'contractual_availability_ratio', title: 'Availability', fmt: 'pct1' },
	{ id: 'revenue_gbp_per_mw_year', title: 'Revenue ¤/MW/year', fmt: 'gbp0' }
];

/** Sites behind the vendors, with site_link. */
export const vendorSites = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'vendor', title: 'Vendor' },
	{ id: 'block_count', title: 'Blocks', fmt: 'num0' },
	{ id: 'failure_count', title: 'Failures', fmt: 'num0' },
	{ id: 'rate_per_1000_hours', title: 'Per 1,000 h', fmt: 'num2' },
	{ id: 'rate_lower_per_1000_hours', title: '95 % from', fmt: 'num2' },
	{ id: 'rate_upper_per_1000_hours', title: '95 % to', fmt: 'num2' },
	{ id: 'contractual_availability_ratio', title: 'Availability', fmt: 'pct1' }
];

/** Efficiency of two vendors in the load bins that both have. */
export const efficiencyGaps = [
	{ id: 'pair', title: 'Vendors' },
	{ id: 'load_from_ratio', title: 'Load from', fmt: 'pct0' },
	{ id: 'efficiency_a_ratio', title: 'First', fmt: 'pct2' },
	{ id: 'efficiency_b_ratio', title: 'Second', fmt: 'pct2' },
	{ id: 'gap_ratio', title: 'Gap, points', fmt: 'pct2' },
	{ id: 'block_minutes_a', title: 'Block-minutes, first', fmt: 'num0' },
	{ id: 'block_minutes_b', title: 'Second', fmt: 'num0' }
];
