// Limits of the grid connection and the performance factor.
import { withTopics } from './topics.js';

const add = withTopics(import.meta.glob('./*/gridCode.js', { eager: true }));

/** mart_grid_daily rows with minutes_link. */
export const connectionLimits = [
	{ id: 'site_local_date', title: 'Day', fmt: 'd mmm yyyy' },
	{ id: 'site_name', title: 'Site' },
	{ id: 'lowest_frequency_hz', title: 'Lowest Hz', fmt: '0.000' },
	{ id: 'highest_frequency_hz', title: 'Highest Hz', fmt: '0.000' },
	{ id: 'outside_operational_minutes', title: 'Minutes outside ±0.2 Hz', fmt: 'num0' },
	{ id: 'outside_statutory_minutes', title: 'Minutes outside ±0.5 Hz', fmt: 'num0' },
	{ id: 'voltage_excursion_minutes', title: 'Minutes outside voltage limits', fmt: 'num0' },
	{ id: 'grid_outage_minutes', title: 'Minutes without grid', fmt: 'num0' },
	{ id: 'power_factor_in_limit_ratio', title: 'Power factor within limits', fmt: 'pct1' },
	{ id: 'ramp_excursion_count', title: 'Ramps above limit', fmt: 'num0' },
	{ id: 'total_harmonic_distortion_ratio', title: 'THD', fmt: 'pct1' }
];

/** mart_response_performance_daily rows with day_link. */
export const performanceFactors = add('performanceFactors', [
	{ id: 'settlement_date', title: 'Day', fmt: 'd mmm yyyy' },
	{ id: 'sold_by', title: 'Sold' },
	{ id: 'contracted_mw_hours', title: 'MW·h sold', fmt: 'num0' },
	{ id: 'reduced_period_count', title: 'Periods below 1', fmt: 'num0' },
	{ id: 'performance_factor', title: 'K, own', fmt: '0.000' },
	{ id: 'settled_performance_factor', title: 'K, settled', fmt: '0.000' }
]);
