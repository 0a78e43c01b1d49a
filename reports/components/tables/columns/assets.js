// Assets, and the condition of racks.
import { withTopics } from './topics.js';

const add = withTopics(import.meta.glob('./*/assets.js', { eager: true }));

/** mart_asset_overview rows, for LinkTable. */
export const assetRegister = add('assetRegister', [
	{ key: 'asset_name', label: 'Asset', format: 'text' },
	{ key: 'site_name', label: 'Site', format: 'text' },
	{ key: 'asset_type', label: 'Kind', format: 'text' },
	{ key: 'vendor', label: 'Manufacturer', format: 'text' },
	{ key: 'model', label: 'Model', format: 'text' },
	{ key: 'failure_count', label: 'Failures', format: 'count' },
	{ key: 'open_event_count', label: 'Open', format: 'count' },
	{ key: 'open_ticket_count', label: 'Open tickets', format: 'count' },
	{ key: 'lost_mwh', label: 'Energy unavailable', format: 'mwh1' }
]);

/** dim_asset rows of one site, with kind. */
export const siteAssets = [
	{ id: 'asset_id', title: 'Asset' },
	{ id: 'kind', title: 'Kind' },
	{ id: 'block_number', title: 'Block', fmt: 'num0' },
	{ id: 'vendor', title: 'Manufacturer' },
	{ id: 'model', title: 'Model' }
];

/** fact_rack_daily rows of the newest day, with connected in words. */
export const rackConditions = [
	{ id: 'asset_id', title: 'Rack' },
	{ id: 'connected', title: 'Connected' },
	{ id: 'soh_ratio', title: 'State of health', fmt: 'pct1' },
	{ id: 'resistance_ratio', title: 'Resistance ÷ new', fmt: 'num2' },
	{ id: 'cell_voltage_spread_mv', title: 'Voltage spread, mV', fmt: 'num1' },
	{ id: 'cell_temp_spread_k', title: 'Temperature spread, K', fmt: 'num1' },
	{ id: 'discharged_mwh', title: 'Discharged, MWh', fmt: 'num2' },
	{ id: 'measured_date', title: 'Day (UTC)', fmt: 'd mmm yyyy' }
];
