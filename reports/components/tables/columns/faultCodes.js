// Fault codes of an asset, and the interval of their MTBF.
import { withTopics } from './topics.js';

const add = withTopics(import.meta.glob('./*/faultCodes.js', { eager: true }));

export const MTBF = [
	{ id: 'mtbf_hours', title: 'MTBF, h', fmt: 'num0' },
	{ id: 'mtbf_lower_hours', title: '95 % from, h', fmt: 'num0' },
	{ id: 'mtbf_upper_hours', title: 'to, h', fmt: 'num0' }
];

/** mart_fault_asset_code rows of one asset. */
export const faultCodes = add('faultCodes', [
	{ id: 'fault_code', title: 'Code' },
	{ id: 'description', title: 'Description', wrap: true },
	{ id: 'failure_count', title: 'Failures', fmt: 'num0' },
	{ id: 'repeat_fault_count', title: 'Repeats', fmt: 'num0' },
	{ id: 'open_event_count', title: 'Open', fmt: 'num0' },
	{ id: 'days_between', title: 'Days between' },
	...MTBF,
	{ id: 'lost_mwh', title: 'MWh unavailable', fmt: 'num1' }
]);
