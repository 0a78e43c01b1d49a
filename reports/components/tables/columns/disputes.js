// Disputes.

/** fact_dispute rows with site_link. */
export const openDisputes = [
	{ id: 'dispute_id', title: 'Dispute' },
	{ id: 'site_name', title: 'Site' },
	{ id: 'service', title: 'Service' },
	{ id: 'reason', title: 'Reason' },
	{ id: 'settlement_date', title: 'Settlement day', fmt: 'd mmm yyyy' },
	{ id: 'age_days', title: 'Age, days', fmt: 'num0' },
	{ id: 'final_run_date', title: 'Final run', fmt: 'd mmm yyyy' },
	{ id: 'days_to_final', title: 'Days to final run', fmt: 'num0' },
	{ id: 'at_risk_gbp', title: 'Claimed', fmt: 'gbp2' }
];
