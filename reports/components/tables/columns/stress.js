// What cycling earns and what it wears out.

/** mart_stress_overview_period rows of sites, with site_link and the energy value beside perfect foresight. */
export const siteStress = [
	{ id: 'scope_name', title: 'Site' },
	{ id: 'advice', title: 'Advice' },
	{ id: 'net_gbp', title: 'Margin less wear', fmt: 'gbp0', contentType: 'delta' },
	{ id: 'marginal_margin_gbp_per_mwh', title: 'Margin ¤/MWh', fmt: 'num2' },
	{ id: 'marginal_wear_gbp_per_mwh', title: 'Wear ¤/MWh', fmt: 'num2' },
	{ id: 'uneconomic_day_count', title: 'Uneconomic days', fmt: 'num0' },
	{ id: 'uneconomic_cost_gbp', title: 'Cost of these days', fmt: 'gbp0' },
	{ id: 'revenue_per_cycle_gbp', title: 'Revenue per cycle', fmt: 'gbp0' },
	{ id: 'cycles_per_day', title: 'Cycles per day', fmt: 'num2' },
	{ id: 'stress_index_ratio', title: 'Stress index', fmt: 'num2' },
	{ id: 'temperature_max_c', title: 'Hottest cell °C', fmt: 'num1' },
	{ id: 'net_energy_value_gbp', title: 'Energy value', fmt: 'gbp0' },
	{ id: 'technical_optimum_gbp', title: 'With perfect foresight', fmt: 'gbp0' }
];
