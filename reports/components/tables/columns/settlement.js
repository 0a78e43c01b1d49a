// Settlement against our own computation, and invoices.

/** mart_settlement_reconciliation_daily rows with day_link and the open dispute_id. */
export const reconciledDays = [
	{ id: 'settlement_date', title: 'Day', fmt: 'd mmm yyyy' },
	{ id: 'site_name', title: 'Site' },
	{ id: 'service_name', title: 'Service' },
	{ id: 'run', title: 'Run' },
	{ id: 'reconciliation_status', title: 'Verdict' },
	{ id: 'expected_gbp', title: 'Expected', fmt: 'gbp2' },
	{ id: 'settled_gbp', title: 'Settled', fmt: 'gbp2' },
	{ id: 'variance_gbp', title: 'Variance', fmt: 'gbp2' },
	{ id: 'tolerance_gbp', title: 'Tolerance', fmt: 'gbp0' },
	{ id: 'settled_period_count', title: 'Periods settled', fmt: 'num0' },
	{ id: 'expected_period_count', title: 'of', fmt: 'num0' },
	{ id: 'dispute_id', title: 'In dispute' }
];

/** fact_invoice rows with site_link. */
export const invoiceMatches = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'service', title: 'Service' },
	{ id: 'period_start_date', title: 'From', fmt: 'd mmm yyyy' },
	{ id: 'period_end_date', title: 'To', fmt: 'd mmm yyyy' },
	{ id: 'status', title: 'Status' },
	{ id: 'due_date', title: 'Due', fmt: 'd mmm yyyy' },
	{ id: 'expected_gbp', title: 'Expected', fmt: 'gbp0' },
	{ id: 'settled_gbp', title: 'Settled', fmt: 'gbp0' },
	{ id: 'invoiced_gbp', title: 'Invoiced', fmt: 'gbp0' },
	{ id: 'paid_gbp', title: 'Paid', fmt: 'gbp0' },
	{ id: 'uninvoiced_gbp', title: 'Still to invoice', fmt: 'gbp0' },
	{ id: 'short_paid_gbp', title: 'Underpaid', fmt: 'gbp0' }
];
