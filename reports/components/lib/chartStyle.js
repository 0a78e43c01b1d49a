// What charts share in looks: the tooltip's frame, and the whisker of an interval.

/** Tooltip options in the colours of the theme, kept within its chart. */
export const tooltipLook = (colors) => ({
	confine: true,
	backgroundColor: colors['base-100'],
	borderColor: colors['base-300'],
	textStyle: { color: colors['base-content'], fontSize: 12 }
});

/** An interval as a line with two caps, drawn by a custom series whose data are [from, to, place]. */
export function whisker(api, { color, width = 2, cap = 5 }) {
	const [from, y] = api.coord([api.value(0), api.value(2)]);
	const [to] = api.coord([api.value(1), api.value(2)]);
	const style = { stroke: color, lineWidth: width, fill: 'none' };
	const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
	return { type: 'group', children: [line(from, y, to, y), line(from, y - cap, from, y + cap), line(to, y - cap, to, y + cap)] };
}
