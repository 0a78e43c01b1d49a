// What needs attention now.

/** mart_alarm_live rows with asset_link. */
export const activeAlarms = [
	{ id: 'priority', title: 'Priority' },
	{ id: 'alarm_code', title: 'Alarm' },
	{ id: 'asset_name', title: 'Asset' },
	{ id: 'raised_at', title: 'Raised (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'age_hours', title: 'Age, h', fmt: 'num1' },
	{ id: 'acknowledged', title: 'Acknowledged' },
	{ id: 'stale', title: 'Stale' },
	{ id: 'event_id', title: 'Event' }
];
