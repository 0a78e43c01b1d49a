// Work orders.
import { withTopics } from './topics.js';

const add = withTopics(import.meta.glob('./*/maintenance.js', { eager: true }));

/** fact_maintenance rows with event_link. */
export const workOrders = add('workOrders', [
	{ id: 'work_order_id', title: 'Ticket' },
	{ id: 'work_type', title: 'Kind' },
	{ id: 'priority', title: 'Priority' },
	{ id: 'summary', title: 'Description', wrap: true },
	{ id: 'opened_at', title: 'Opened (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'work_started_at', title: 'Started (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'completed_at', title: 'Completed (UTC)', fmt: 'd mmm hh:mm' },
	{ id: 'labour_hours', title: 'Labour, h', fmt: 'num0' }
]);
