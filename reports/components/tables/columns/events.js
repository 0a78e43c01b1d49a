// Events.
import { withTopics } from './topics.js';

const add = withTopics(import.meta.glob('./*/events.js', { eager: true }));

/** mart_event_register rows, for LinkTable. */
export const eventRegister = add('eventRegister', [
	{ key: 'event_id', label: 'Event', format: 'text' },
	{ key: 'started_at', label: 'Raised', format: 'instant' },
	{ key: 'site_name', label: 'Site', format: 'text' },
	{ key: 'asset_name', label: 'Asset', format: 'text' },
	{ key: 'event_type', label: 'Kind', format: 'text' },
	{ key: 'fault_code', label: 'Code', format: 'text' },
	{ key: 'description', label: 'Description', format: 'text' },
	{ key: 'duration_hours', label: 'Duration', format: 'h1' },
	{ key: 'is_active', label: 'Open', format: 'text' },
	{ key: 'lost_mwh', label: 'Energy unavailable', format: 'mwh1' }
]);

/** Causes and consequences of one event, for LinkTable. */
export const relatedEvents = add('relatedEvents', [
	{ key: 'event_id', label: 'Event', format: 'text' },
	{ key: 'event_type', label: 'Kind', format: 'text' },
	{ key: 'fault_code', label: 'Code', format: 'text' },
	{ key: 'asset_name', label: 'Asset', format: 'text' },
	{ key: 'description', label: 'Description', format: 'text' },
	{ key: 'started_at', label: 'Raised', format: 'instant' },
	{ key: 'duration_hours', label: 'Duration', format: 'h1' }
]);

/** The same code on the same asset, for LinkTable. */
export const sameFault = add('sameFault', [
	{ key: 'event_id', label: 'Event', format: 'text' },
	{ key: 'started_at', label: 'Raised', format: 'instant' },
	{ key: 'duration_hours', label: 'Duration', format: 'h1' },
	{ key: 'acknowledge_minutes', label: 'Acknowledged after', format: 'min0' },
	{ key: 'repair_hours', label: 'Repair', format: 'h1' },
	{ key: 'is_repeat', label: 'Repeat', format: 'text' },
	{ key: 'lost_mwh', label: 'Energy unavailable', format: 'mwh1' }
]);

/** fact_events rows of one site. */
export const siteEvents = [
	{ id: 'started_at', title: 'Started (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'ended_at', title: 'Ended (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'event_type', title: 'Kind' },
	{ id: 'asset_id', title: 'Asset' },
	{ id: 'fault_code', title: 'Code' },
	{ id: 'description', title: 'Description', wrap: true }
];
