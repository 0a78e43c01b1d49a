// ECharts option of stacked, aligned traces: events above, one panel a tag, the quality ribbon below, one time axis.
import { panelTitle, tooltipLook } from './chartStyle.js';

const PANEL = 78;
const STATE_PANEL = 24;
const TITLE = 29;
const LANE = 18;
const DIGITS = { Hz: 3, pu: 4, kW: 1, kvar: 1, V: 1, A: 1, ms: 1, '°C': 1, '%': 1, cycles: 2, '0-1': 4 };
/** Words and colours of the qualities; good is drawn as a thin ground, so that what is not good stands out. */
export const QUALITY = {
	good: { word: 'good', color: 'track' },
	late: { word: 'late', color: 'series-3' },
	implausible: { word: 'implausible', color: 'warning' },
	empty: { word: 'empty (no communication)', color: 'negative' },
	missing: { word: 'missing', color: 'accent' },
	quarantined: { word: 'refused', color: 'series-5' }
};

/** '2,345.6 kW': the value of a tag in its unit. */
export function tagValue(value, unit) {
	if (value === null || value === undefined) return '–';
	if (typeof value === 'string') return value;
	const digits = DIGITS[unit] ?? 2;
	const text = value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
	return `${text.replace('-', '−')}${unit === '0-1' ? '' : ` ${unit}`}`;
}

export function minuteText(instant) {
	return new Date(instant).toLocaleString('en-GB', {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZone: 'UTC'
	});
}

const heightOf = (trace) => (trace.kind === 'number' ? PANEL : STATE_PANEL) + TITLE;

export function chartHeight(traces, events) {
	return traces.reduce((sum, trace) => sum + heightOf(trace), 0) + (events.length ? LANE + TITLE : 0) + LANE + TITLE + 26;
}

/** Rows of the table behind the chart: each tag with its lowest and highest value, then the events. */
export const traceFigures = (result, events) => [
	...result.traces.map((trace) => ({
		tag: trace.tag,
		name: trace.name,
		count: trace.count,
		...(trace.kind === 'number' && trace.count
			? {
					low: tagValue(trace.min, trace.unit),
					lowAt: minuteText(trace.minAt),
					high: tagValue(trace.max, trace.unit),
					highAt: minuteText(trace.maxAt)
				}
			: { low: [...new Set((trace.spans ?? []).map((span) => span.value))].join(', ') || 'no value' })
	})),
	...events.map((event) => ({ tag: 'event', name: event.label, lowAt: minuteText(event.from), highAt: minuteText(event.to) }))
];

/** Spans as rectangles with their word inside where it fits; never thinner than two pixels, so that a minute shows. */
function spanSeries(name, axis, spans, height, painted) {
	return {
		name,
		type: 'custom',
		xAxisIndex: axis,
		yAxisIndex: axis,
		clip: true,
		silent: true,
		data: spans.map((span, position) => [span.from, span.to, position]),
		encode: { x: [0, 1] },
		renderItem: (params, api) => {
			const span = spans[api.value(2)];
			const { x, y, width } = params.coordSys;
			const start = Math.max(x, api.coord([api.value(0), 0])[0]);
			const end = Math.min(x + width, api.coord([api.value(1), 0])[0]);
			const { fill, ink, word, opacity = 1, isThin } = painted(span);
			const wide = Math.max(2, end - start);
			const tall = isThin ? 4 : height;
			const children = [{ type: 'rect', shape: { x: start, y: y + (height - tall) / 2, width: wide, height: tall }, style: { fill, opacity } }];
			if (word && wide > 26 && !isThin) {
				children.push({
					type: 'text',
					style: { text: word, x: start + 4, y: y + height / 2, verticalAlign: 'middle', fill: ink, fontSize: 11, width: wide - 8, overflow: 'truncate' }
				});
			}
			return { type: 'group', children };
		}
	};
}

/** The bucket at an instant, of the rows that a trace was thinned to. */
function bucketAt(result, trace, instant) {
	const bucket = Math.floor((instant - result.from) / result.width);
	return trace.buckets.find((row) => row.bucket === bucket);
}

function tooltipText(result, events, instant) {
	const isMinute = result.width === 60_000;
	const start = result.from + Math.floor((instant - result.from) / result.width) * result.width;
	const lines = [`${minuteText(start)}${isMinute ? '' : ` to ${minuteText(start + result.width)}`} UTC`];
	for (const trace of result.traces) {
		if (trace.kind === 'number') {
			const row = bucketAt(result, trace, instant);
			const [low, high] = [row?.[`${trace.tag}_min`], row?.[`${trace.tag}_max`]];
			const text = low === high ? tagValue(low, trace.unit) : `${tagValue(low, '').trim()} to ${tagValue(high, trace.unit)}`;
			lines.push(`${trace.tag} <b>${low === undefined || low === null ? 'no value' : text}</b>`);
		} else {
			const states = trace.spans.filter((span) => span.from < start + result.width && span.to > start);
			lines.push(`${trace.tag} <b>${[...new Set(states.map((span) => span.value))].slice(0, 4).join(', ') || 'no value'}</b>`);
		}
	}
	const qualities = result.quality.filter((span) => span.from < start + result.width && span.to > start);
	lines.push(`quality <b>${[...new Set(qualities.map((span) => QUALITY[span.value].word))].join(', ') || 'no minute'}</b>`);
	for (const event of events.filter((span) => span.from < start + result.width && span.to > start).slice(0, 4)) {
		lines.push(`event <b>${event.label}</b>`);
	}
	return lines.join('<br/>');
}

/** Option for what readTraces returned. Events: {from, to, label} in milliseconds. */
export function traceOption(result, events, { colors, isNarrow }) {
	const option = { grid: [], xAxis: [], yAxis: [], series: [], title: [] };
	const left = isNarrow ? 48 : 60;
	const text = { color: colors['base-content-muted'], fontSize: 11 };
	let top = 0;

	function panel(title, height, isSpans, isLast) {
		const axis = option.grid.length;
		option.title.push(panelTitle(colors, title, { left: 0, top }));
		option.grid.push({ left, right: 16, top: top + TITLE - 5, height, containLabel: false });
		option.xAxis.push({
			type: 'time',
			gridIndex: axis,
			min: result.from,
			max: result.to,
			splitNumber: isNarrow ? 3 : 8,
			axisLabel: { ...text, show: isLast, hideOverlap: true },
			axisTick: { show: isLast },
			axisLine: { onZero: false, lineStyle: { color: colors['base-300'] } },
			splitLine: { show: !isSpans, lineStyle: { color: colors['base-200'] } },
			axisPointer: { label: { show: false } }
		});
		option.yAxis.push({
			type: 'value',
			gridIndex: axis,
			show: !isSpans,
			...(isSpans ? { min: 0, max: 1 } : { scale: true }),
			splitNumber: 2,
			axisLabel: { ...text, formatter: (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 4 }).replace('-', '−') },
			splitLine: { lineStyle: { color: colors['base-300'], opacity: 0.6 } },
			axisPointer: { show: false }
		});
		top += height + TITLE;
		return axis;
	}

	if (events.length) {
		const axis = panel('Events', LANE, true, false);
		option.series.push(
			spanSeries('events', axis, events, LANE, (span) => ({ fill: colors.accent, opacity: 0.9, ink: colors['base-100'], word: span.label }))
		);
	}
	result.traces.forEach((trace, position) => {
		const color = colors[`series-${(position % 6) + 1}`];
		if (trace.kind === 'number') {
			const unit = trace.unit === '0-1' ? 'share 0–1' : trace.unit;
			const axis = panel(isNarrow ? `${trace.tag} [${unit}]` : `${trace.tag} [${unit}]  ${trace.name}`, PANEL, false, false);
			option.series.push({
				name: trace.tag,
				type: 'line',
				xAxisIndex: axis,
				yAxisIndex: axis,
				data: trace.points,
				connectNulls: false,
				// A value between two gaps has no line to either side.
				showSymbol: trace.points.length < 40,
				symbolSize: 4,
				lineStyle: { color, width: 1.25 },
				itemStyle: { color },
				markArea: { silent: true, itemStyle: { color: colors.accent, opacity: 0.12 }, data: events.map((event) => [{ xAxis: event.from }, { xAxis: event.to }]) }
			});
		} else {
			const states = [...new Set(trace.spans.map((span) => span.value))].sort();
			const axis = panel(isNarrow ? trace.tag : `${trace.tag}  ${trace.name}`, STATE_PANEL, true, false);
			option.series.push(
				spanSeries(trace.tag, axis, trace.spans, STATE_PANEL, (span) => ({
					fill: colors[`series-${(states.indexOf(span.value) % 6) + 1}`],
					opacity: 0.35,
					ink: colors['base-heading'],
					word: span.value
				}))
			);
		}
	});
	const ribbon = panel('Quality of the minutes', LANE, true, true);
	option.series.push(
		spanSeries('quality', ribbon, result.quality, LANE, (span) => ({
			fill: colors[QUALITY[span.value].color],
			ink: colors['base-100'],
			word: QUALITY[span.value].word,
			isThin: span.value === 'good'
		}))
	);
	// A span has no point that an axis pointer could find: an unseen line at every bucket carries it.
	for (let axis = 0; axis < option.grid.length; axis++) {
		const isSpans = !option.yAxis[axis].show;
		if (!isSpans) continue;
		const steps = Math.ceil((result.to - result.from) / result.width);
		option.series.push({
			type: 'line',
			xAxisIndex: axis,
			yAxisIndex: axis,
			symbol: 'none',
			silent: true,
			lineStyle: { opacity: 0 },
			data: axis === ribbon ? Array.from({ length: steps }, (_, step) => [result.from + step * result.width, 0]) : []
		});
	}
	return {
		...option,
		axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: colors['base-content-muted'] } },
		tooltip: {
			trigger: 'axis',
			...tooltipLook(colors),
			formatter: (points) => tooltipText(result, events, points[0].axisValue)
		}
	};
}
