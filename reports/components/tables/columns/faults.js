// Faults: how often they return, how long repairs take, and alarm floods.
import { MTBF } from './faultCodes.js';
import { withTopics } from './topics.js';

const add = withTopics(import.meta.glob('./*/faults.js', { eager: true }));

/** mart_fault_asset_code rows with trend_statistic, trend_verdict and asset_link. */
export const repeatedFaults = add('repeatedFaults', [
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_name', title: 'Asset' },
	{ id: 'fault_code', title: 'Code' },
	{ id: 'failure_count', title: 'Failures', fmt: 'num0' },
	{ id: 'days_between', title: 'Days between' },
	{ id: 'trend_statistic', title: 'Trend U', fmt: 'num2' },
	{ id: 'trend_verdict', title: 'Trend' },
	...MTBF,
	{ id: 'lost_mwh', title: 'MWh unavailable', fmt: 'num1' }
]);

/** mart_fault_site_30d rows with site_link. */
export const repairTimes = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'fault_count_30d', title: 'Failures', fmt: 'num0' },
	{ id: 'mtta_median_minutes', title: 'Acknowledged, min', fmt: 'num1' },
	{ id: 'mtta_p90_minutes', title: 'P90', fmt: 'num1' },
	{ id: 'mttr_median_hours', title: 'Repaired, h', fmt: 'num1' },
	{ id: 'mttr_p90_hours', title: 'P90', fmt: 'num1' },
	{ id: 'mdt_median_hours', title: 'Restored, h', fmt: 'num1' },
	{ id: 'mdt_p90_hours', title: 'P90', fmt: 'num1' },
	{ id: 'mttr_target_hours', title: 'Guarantee, h', fmt: 'num0' },
	{ id: 'open_fault_count', title: 'Open', fmt: 'num0' },
	{ id: 'open_down_hours', title: 'Open for, h', fmt: 'num1' },
	{ id: 'lost_mwh', title: 'MWh unavailable', fmt: 'num0' }
];

/** fact_alarm_flood rows with site_name and event_link. */
export const alarmFloods = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'started_at', title: 'Started (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'flood_minutes', title: 'Minutes', fmt: 'num1' },
	{ id: 'alarm_count', title: 'Alarms', fmt: 'num0' },
	{ id: 'leading_alarm_code', title: 'Most frequent alarm' },
	{ id: 'leading_alarm_count', title: 'of these', fmt: 'num0' },
	{ id: 'leading_event_id', title: 'Event behind it' }
];

/** mart_alarm_overview_30d rows with site_link: each figure before its limit. */
export const alarmLoad = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'alarm_count', title: 'Alarms', fmt: 'num0' },
	{ id: 'alarms_per_operator_window', title: 'Load', fmt: 'num2' },
	{ id: 'manageable_alarm_count', title: 'Limit', fmt: 'num0' },
	{ id: 'flood_count', title: 'Floods', fmt: 'num0' },
	{ id: 'flood_time_ratio', title: 'In flood', fmt: 'pct1' },
	{ id: 'flood_time_limit_ratio', title: 'Limit', fmt: 'pct1' },
	{ id: 'top_ten_alarm_ratio', title: 'Top ten', fmt: 'pct0' },
	{ id: 'top_ten_limit_ratio', title: 'Limit', fmt: 'pct0' },
	{ id: 'stale_alarms_per_day', title: 'Stale, mean', fmt: 'num1' },
	{ id: 'stale_alarm_limit_count', title: 'Limit', fmt: 'num0' }
];

/** mart_alarm_frequent rows with asset_link. */
export const frequentAlarms = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'asset_name', title: 'Asset' },
	{ id: 'alarm_code', title: 'Alarm' },
	{ id: 'alarm_count', title: 'Times', fmt: 'num0' },
	{ id: 'alarm_share_ratio', title: 'Share of site', fmt: 'pct0' },
	{ id: 'event_alarm_count', title: 'From an event', fmt: 'num0' },
	{ id: 'acknowledge_median_minutes', title: 'Acknowledged, min', fmt: 'num1' },
	{ id: 'last_raised_at', title: 'Last (UTC)', fmt: 'd mmm yyyy hh:mm' }
];
