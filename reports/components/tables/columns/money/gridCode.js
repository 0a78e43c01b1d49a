// What a performance factor below one costs.
export const performanceFactors = [
	{ id: 'own_lost_gbp', title: 'Lost by our K', fmt: 'gbp2' },
	{ id: 'settled_lost_gbp', title: 'Withheld', fmt: 'gbp2' },
	{ id: 'performance_effect_gbp', title: 'To contest', fmt: 'gbp2' }
];
