// What was lost, when, and who can act on it.

/** Dearest events with event_link. */
export const costlyEvents = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_name', title: 'Asset' },
	{ id: 'kind', title: 'Kind' },
	{ id: 'description', title: 'Description', wrap: true },
	{ id: 'started_at', title: 'Started (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'lost_mwh', title: 'Lost MWh', fmt: 'num1' },
	{ id: 'loss_gbp', title: 'Lost ¤', fmt: 'gbp0' }
];

/** fact_loss_audit_daily rows summed by cause. */
export const causeOrder = [
	{ id: 'cause_label', title: 'Cause' },
	{ id: 'loss_gbp', title: 'In our order ¤', fmt: 'gbp0' },
	{ id: 'alone_loss_gbp', title: 'Removed first ¤', fmt: 'gbp0' },
	{ id: 'last_loss_gbp', title: 'Removed last ¤', fmt: 'gbp0' },
	{ id: 'order_sensitivity_gbp', title: 'Last less first ¤', fmt: 'gbp0' }
];

/** Half-hours with day_link. */
export const costlyHalfHours = [
	{ id: 'interval_start_at', title: 'Starts (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'settlement_period', title: 'Settlement period', fmt: 'num0' },
	{ id: 'top_cause_label', title: 'Largest cause' },
	{ id: 'top_site_name', title: 'Largest at' },
	{ id: 'lost_mwh', title: 'Lost MWh', fmt: 'num1' },
	{ id: 'loss_gbp', title: 'Lost ¤', fmt: 'gbp0' }
];

/** Losses by cause, site and owner, with site_link. */
export const lossOwners = [
	{ id: 'cause_label', title: 'Cause', totalAgg: 'All causes' },
	{ id: 'site_name', title: 'Site', totalAgg: ' ' },
	{ id: 'owner', title: 'Owner', totalAgg: ' ' },
	{ id: 'avoidable', title: 'Avoidable', totalAgg: ' ' },
	{ id: 'recoverable', title: 'Recoverable', totalAgg: ' ' },
	{ id: 'lost_mwh', title: 'Lost MWh', fmt: 'num1' },
	{ id: 'loss_gbp', title: 'Lost ¤', fmt: 'gbp0' }
];
