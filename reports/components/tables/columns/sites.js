// Sites against guarantee and budget.

/** mart_site_overview_mtd rows with site_link. */
export const sitesToDate = [
	{ id: 'site_name', title: 'Site' },
	{ id: 'revenue_mtd_gbp', title: 'Revenue MTD', fmt: 'gbp0' },
	{ id: 'settled_revenue_mtd_gbp', title: 'Settled', fmt: 'gbp0' },
	{ id: 'budget_gap_gbp', title: 'Against budget', fmt: 'gbp0', contentType: 'delta' },
	{ id: 'contractual_availability_ratio', title: 'Availability', fmt: 'pct1' },
	{ id: 'discharged_mwh', title: 'Discharged MWh', fmt: 'num0' },
	{ id: 'active_fault_count', title: 'Active faults', fmt: 'num0' },
	{ id: 'soh_ratio', title: 'State of health', fmt: 'pct1' },
	{ id: 'failing_clauses', title: 'Failing clause', wrap: true }
];

/** Services of one site, month to date, with service_link. */
export const siteServices = [
	{ id: 'service_name', title: 'Service', totalAgg: 'All services' },
	{ id: 'revenue_gbp', title: 'Revenue', fmt: 'gbp0' },
	{ id: 'settled_gbp', title: 'Settled', fmt: 'gbp0' },
	{ id: 'accrued_gbp', title: 'Accrued', fmt: 'gbp0' },
	{ id: 'budget_gbp', title: 'Budget', fmt: 'gbp0' },
	{ id: 'gap_gbp', title: 'Against budget', fmt: 'gbp0', contentType: 'delta' }
];

/** Services against budget with service_link, for LinkTable. */
export const servicesAgainstBudget = [
	{ key: 'service_name', label: 'Service', format: 'text' },
	{ key: 'revenue_gbp', label: 'Revenue', format: 'gbp0' },
	{ key: 'budget_gbp', label: 'Budget', format: 'gbp0' },
	{ key: 'gap_gbp', label: 'Against budget', format: 'gbp0', signed: true }
];
