// PCS blocks and their banks.

/** mart_block_live_latest rows. */
export const blockState = [
	{ id: 'shown_minute_at', title: 'Minute (UTC)', fmt: 'd mmm yyyy hh:mm' },
	{ id: 'pcs_state', title: 'State' },
	{ id: 'power_mw', title: 'Power, MW', fmt: 'num2' },
	{ id: 'reactive_power_mvar', title: 'Reactive, Mvar', fmt: 'num2' },
	{ id: 'derate_ratio', title: 'Derate', fmt: 'pct0' },
	{ id: 'voltage_v', title: 'DC bus, V', fmt: 'num0' },
	{ id: 'module_temp_c', title: 'Module, °C', fmt: 'num1' },
	{ id: 'soc_ratio', title: 'SOC of bank', fmt: 'pct1' },
	{ id: 'temp_c_max', title: 'Hottest cell, °C', fmt: 'num1' },
	{ id: 'oldest_open_code', title: 'Oldest open event' }
];
