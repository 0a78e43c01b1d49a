// Geometry of a waterfall: each change floats between the running totals before and after it.

/** @param {Array<{step_key: string, step_label: string, step_type: string, amount_gbp: number}>} steps */
export function floatingBars(steps) {
	let running = 0;
	return steps.map((step) => {
		if (step.step_type !== 'change') {
			running = step.amount_gbp;
			return { ...step, from: 0, to: step.amount_gbp };
		}
		const bar = { ...step, from: running, to: running + step.amount_gbp };
		running = bar.to;
		return bar;
	});
}

/** Steps that can be drawn: none where a total is unknown, for then nothing can be compared. */
export const drawnSteps = (steps) => (steps.some((step) => step.step_type !== 'change' && step.amount_gbp === null) ? [] : steps);

/**
 * Where the value axis starts. Changes of a few per cent would vanish beside totals drawn from zero, so
 * the axis is cut (and the chart says so) when every level lies in the upper part of the scale.
 */
export function axisStart(bars) {
	const levels = bars.flatMap((bar) => (bar.step_type === 'change' ? [bar.from, bar.to] : [bar.to]));
	const lowest = Math.min(...levels);
	const highest = Math.max(...levels);
	const span = highest - lowest;
	if (lowest <= 0 || span > 0.4 * highest) return Math.min(0, lowest);
	const step = 10 ** Math.floor(Math.log10(Math.max(span, highest * 0.01)));
	return Math.max(0, Math.floor((lowest - 0.8 * span) / step) * step);
}
