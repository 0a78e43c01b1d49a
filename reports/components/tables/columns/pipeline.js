// Projects in development.

/** queries/pipeline/projects.sql. */
export const projectList = [
	{ id: 'project_name', title: 'Project' },
	{ id: 'stage_name', title: 'Stage' },
	{ id: 'power_mw', title: 'MW', fmt: 'num1' },
	{ id: 'weighted_mw', title: 'Weighted MW', fmt: 'num1' },
	{ id: 'planned_month', title: 'Planned' },
	{ id: 'slip_days', title: 'Slip, days', fmt: 'num0' },
	{ id: 'p50_month', title: 'P50' },
	{ id: 'p90_month', title: 'P90' },
	{ id: 'blocker_age_days', title: 'Blocked, days', fmt: 'num0' },
	{ id: 'next_step', title: 'Next step', wrap: true },
	{ id: 'pipeline_value_gbp', title: 'Weighted value', fmt: 'gbp0' }
];

/** Projects whose next gate is blocked, with project_link. */
export const blockedGates = [
	{ id: 'project_name', title: 'Project' },
	{ id: 'next_gate', title: 'Gate' },
	{ id: 'blocker', title: 'Blocked by', wrap: true },
	{ id: 'blocked_since_date', title: 'Since', fmt: 'd mmm yyyy' },
	{ id: 'blocker_age_days', title: 'Days', fmt: 'num0' },
	{ id: 'weighted_mw', title: 'Weighted MW', fmt: 'num1' },
	{ id: 'pipeline_value_gbp', title: 'Weighted value', fmt: 'gbp0' },
	{ id: 'next_gate_due_date', title: 'Gate due', fmt: 'd mmm yyyy' }
];

/** Planned and expected dates of one project. */
export const operationDates = [
	{ id: 'date_label', title: 'Date' },
	{ id: 'cod_day', title: 'Commercial operation' }
];
