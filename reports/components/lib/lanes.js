// Geometry of lanes: one category per lane in order of appearance, bars drawn by kind so that they can be
// told apart without colour. Kept apart from the component to be read and tested without a chart.
import { formatValue } from './format.js';

const LEAST_PIXELS = 3;
const CHARACTER_PIXELS = 6.1;

/** Names of the lanes, in order of appearance. */
export const lanesOf = (rows, lane) => [...new Set(rows.map((row) => row[lane]))];

/** A value on the horizontal axis as a number: hours as they are, instants in milliseconds. */
export const position = (value, xType) => (xType === 'instant' ? new Date(value).getTime() : Number(value));

/** Rows that have a bar, each with the start of the next bar of its lane: a label must end before it. */
export function barsOf(rows, { lane, from, to, xType }) {
	const bars = rows
		.filter((row) => row[from] !== null && row[from] !== undefined)
		.map((row) => ({ row, lane: row[lane], from: position(row[from], xType), to: position(row[to], xType) }))
		.sort((a, b) => a.from - b.from);
	const next = new Map();
	for (let i = bars.length - 1; i >= 0; i -= 1) {
		bars[i].next = next.get(bars[i].lane) ?? Infinity;
		next.set(bars[i].lane, bars[i].from);
	}
	return bars;
}

/** Lines of a tooltip: the lane, then each column with its label. */
export const tooltipOf = (row, lane, columns) =>
	[
		`<b>${row[lane]}</b>`,
		...columns
			.filter(({ key }) => row[key] !== null && row[key] !== undefined)
			.map(({ key, label, format }) => `${label} <b>${formatValue(row[key], format)}</b>`)
	].join('<br/>');

function hatch(x, y, width, height, color) {
	const lines = [];
	for (let at = x - height; at < x + width; at += 5) {
		lines.push({
			type: 'line',
			silent: true,
			shape: { x1: at, y1: y + height, x2: at + height, y2: y },
			style: { stroke: color, lineWidth: 1.4 }
		});
	}
	return lines;
}

/** ECharts renderItem of one kind. Shapes: solid, hollow, hatched, thin; a marked kind gets a triangle at its start. */
export function renderBar(bars, { shape, color, isMarked, colors, text, open, isNarrow }) {
	return (params, api) => {
		const bar = bars[params.dataIndex];
		const area = params.coordSys;
		const [left, middle] = api.coord([api.value(0), api.value(2)]);
		const right = api.coord([api.value(1), api.value(2)])[0];
		const lane = api.size([0, 1])[1];
		const height = Math.max(5, lane * (shape === 'thin' ? 0.28 : 0.68));
		const start = Math.max(area.x, left);
		const end = Math.min(area.x + area.width, Math.max(right, left + LEAST_PIXELS));
		if (end < area.x || start > area.x + area.width) return null;
		const box = { x: start, y: middle - height / 2, width: Math.max(LEAST_PIXELS, end - start), height };
		const clip = { type: 'rect', shape: box };
		const fills = {
			solid: { fill: color },
			thin: { fill: color },
			hollow: { fill: colors['base-100'], stroke: color, lineWidth: 1.6 },
			hatched: { fill: colors['base-100'], stroke: color, lineWidth: 1.2 }
		};
		const children = [{ type: 'rect', shape: box, style: fills[shape] }];
		if (shape === 'hatched') {
			children.push({ type: 'group', clipPath: clip, children: hatch(box.x, box.y, box.width, box.height, color) });
		}
		if (isMarked) {
			const size = Math.min(6, lane / 2.6);
			children.push({
				type: 'polygon',
				shape: { points: [[start - size, box.y - 1], [start + size, box.y - 1], [start, box.y + size * 1.6]] },
				style: { fill: color, stroke: colors['base-100'], lineWidth: 1 }
			});
		}
		if (open && bar.row[open]) {
			const tip = box.x + box.width;
			children.push({
				type: 'polygon',
				shape: { points: [[tip - 7, box.y], [tip, middle], [tip - 7, box.y + box.height]] },
				style: { fill: color }
			});
		}
		const label = text ? String(bar.row[text] ?? '') : '';
		const needed = label.length * CHARACTER_PIXELS + 8;
		const nextLeft = bar.next === Infinity ? area.x + area.width : api.coord([bar.next, api.value(2)])[0];
		const isInside = shape !== 'thin' && needed < box.width;
		const room = nextLeft - (box.x + box.width) - (isMarked ? 5 : 0);
		if (label && (isInside || (!isNarrow && needed < room))) {
			children.push({
				type: 'text',
				silent: true,
				x: isInside ? box.x + 5 : box.x + box.width + (isMarked ? 8 : 4),
				y: middle,
				style: {
					text: label,
					fontSize: 10.5,
					verticalAlign: 'middle',
					fill: isInside && shape === 'solid' ? colors['base-100'] : colors['base-content'],
					backgroundColor: isInside && shape === 'hatched' ? colors['base-100'] : undefined,
					padding: isInside && shape === 'hatched' ? [1, 3] : 0
				}
			});
		}
		return { type: 'group', children };
	};
}
