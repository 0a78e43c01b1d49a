// What charts share in looks: axes, legend, tooltip, the icon of a line, and the whisker of an interval.
import { formatValue } from './format.js';

/** Icons of lines in a legend, as they are drawn. */
export const SOLID_LINE = 'path://M0,3h16v2h-16z';
export const DASHED_LINE = 'path://M0,3h4v2h-4zM6,3h4v2h-4zM12,3h4v2h-4z';

/** Text of axes. */
export const axisText = (colors) => ({ color: colors['base-content-muted'], fontSize: 11.5 });

/** A title within a chart, above one of its panels. */
export const panelTitle = (colors, text, place) => ({
	text,
	padding: 0,
	textStyle: { color: colors['base-content'], fontSize: 12, fontWeight: 600 },
	...place
});

/** Tooltip options in the colours of the theme, kept within its chart. */
export const tooltipLook = (colors) => ({
	confine: true,
	backgroundColor: colors['base-100'],
	borderColor: colors['base-300'],
	textStyle: { color: colors['base-content'], fontSize: 12 }
});

/** A legend above the chart, of {name, icon} or names. */
export const legendOf = (colors, entries, more = {}) => ({
	type: 'scroll',
	top: 0,
	left: 0,
	itemWidth: 16,
	itemHeight: 8,
	textStyle: { color: colors['base-content'], fontSize: 12, padding: 0 },
	data: entries,
	...more
});

/** A horizontal axis of figures in a format of format.js, named below. */
export const valueAxis = (colors, { format, name, splitNumber }) => ({
	type: 'value',
	name,
	nameLocation: 'middle',
	nameGap: 26,
	nameTextStyle: axisText(colors),
	splitNumber,
	axisLabel: { ...axisText(colors), hideOverlap: true, formatter: (number) => formatValue(number, format) },
	axisLine: { onZero: false, lineStyle: { color: colors['base-300'] } },
	splitLine: { lineStyle: { color: colors['base-300'], opacity: 0.5 } }
});

/** An interval as a line with two caps, drawn by a custom series whose data are [from, to, place]. */
export function whisker(api, { color, width = 2, cap = 5 }) {
	const [from, y] = api.coord([api.value(0), api.value(2)]);
	const [to] = api.coord([api.value(1), api.value(2)]);
	const style = { stroke: color, lineWidth: width, fill: 'none' };
	const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
	return { type: 'group', children: [line(from, y, to, y), line(from, y - cap, from, y + cap), line(to, y - cap, to, y + cap)] };
}

/** A band between two columns over a third, drawn by a custom series whose data are [x, low, high]; the first draws all of it. */
export const bandBetween = (rows, { x, low, high }, style) => (params, api) => params.dataIndex === 0 && ({
	type: 'polygon',
	shape: {
		points: [...rows.map((row) => api.coord([row[x], row[high]])), ...[...rows].reverse().map((row) => api.coord([row[x], row[low]]))]
	},
	style
});
