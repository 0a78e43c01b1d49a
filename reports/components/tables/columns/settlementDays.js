// Settlement days and the lines behind them.

/** queries/settlement_days.sql. */
export const settlementDays = [
	{ id: 'settlement_date', title: 'Day', fmt: 'd mmm yyyy' },
	{ id: 'run', title: 'Run' },
	{ id: 'revenue_gbp', title: 'Revenue', fmt: 'gbp0' },
	{ id: 'settled_gbp', title: 'Settled', fmt: 'gbp0' },
	{ id: 'accrued_gbp', title: 'Accrued', fmt: 'gbp0' },
	{ id: 'budget_gbp', title: 'Budget', fmt: 'gbp0' }
];

/** mart_settlement_reconciliation_daily rows of one day, with site_link. */
export const varianceCauses = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'service_name', title: 'Service' },
	{ id: 'reconciliation_status', title: 'Verdict' },
	{ id: 'expected_gbp', title: 'Expected', fmt: 'gbp2' },
	{ id: 'settled_gbp', title: 'Settled', fmt: 'gbp2' },
	{ id: 'variance_gbp', title: 'Variance', fmt: 'gbp2' },
	{ id: 'price_effect_gbp', title: 'Price', fmt: 'gbp2' },
	{ id: 'volume_effect_gbp', title: 'Volume', fmt: 'gbp2' },
	{ id: 'performance_effect_gbp', title: 'Performance', fmt: 'gbp2' },
	{ id: 'missing_effect_gbp', title: 'Missing', fmt: 'gbp2' },
	{ id: 'additional_effect_gbp', title: 'Duplicate or unmatched', fmt: 'gbp2' }
];

/** mart_settlement_line_half_hour rows of one site and period, with component_name. */
export const settlementLines = [
	{ id: 'service_name', title: 'Service' },
	{ id: 'component_name', title: 'Component' },
	{ id: 'run', title: 'Run' },
	{ id: 'line_status', title: 'Line' },
	{ id: 'expected_quantity', title: 'Own quantity', fmt: 'num3' },
	{ id: 'settled_quantity', title: 'Settled quantity', fmt: 'num3' },
	{ id: 'expected_price_gbp', title: 'Own price', fmt: 'gbp2' },
	{ id: 'settled_price_gbp', title: 'Settled price', fmt: 'gbp2' },
	{ id: 'settled_performance_factor', title: 'Factor', fmt: 'num4' },
	{ id: 'expected_gbp', title: 'Expected', fmt: 'gbp2' },
	{ id: 'amount_gbp', title: 'Amount', fmt: 'gbp2' },
	{ id: 'variance_gbp', title: 'Variance', fmt: 'gbp2' }
];
