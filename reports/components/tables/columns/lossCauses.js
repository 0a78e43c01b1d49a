// Losses by cause.

/** Losses of one site and day by cause, with loss_link. */
export const dayLosses = [
	{ id: 'cause_label', title: 'Cause', totalAgg: 'All causes' },
	{ id: 'lost_mwh', title: 'Net export lost, MWh', fmt: 'num1' },
	{ id: 'loss_gbp', title: 'Lost', fmt: 'gbp2' }
];

/** Losses by cause, with loss_link, for LinkTable. */
export const lossesByCause = [
	{ key: 'cause_label', label: 'Cause', format: 'text' },
	{ key: 'lost_mwh', label: 'Net export lost, MWh', format: 'num1' },
	{ key: 'loss_gbp', label: 'Lost', format: 'gbp0' }
];
