// Losses of communication.

/** fact_comms_gap rows with site_name and event_link. */
export const commsGaps = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'started_at', title: 'Started (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'gap_minutes', title: 'Minutes', fmt: 'num0' },
	{ id: 'gap_class', title: 'Class' },
	{ id: 'blind_minutes', title: 'Blind minutes', fmt: 'num0' },
	{ id: 'blind_mwh', title: 'Blind MWh', fmt: 'num2' },
	{ id: 'standing_minutes', title: 'Minutes idle while scheduled', fmt: 'num0' },
	{ id: 'scheduled_mwh', title: 'Scheduled MWh', fmt: 'num2' },
	{ id: 'metered_mwh', title: 'Metered MWh', fmt: 'num2' }
];
