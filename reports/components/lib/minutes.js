// Minutes on demand: one Parquet file per asset lies beside the site (render/minutes.py), and the page's own
// engine reads from it only the row groups and columns that a question touches. Browser only: call from onMount.
import { base } from '$app/paths';

const MINUTE = 60_000;
const FOLDER = `${base}/minutes`;
const TAG = /^[a-z][a-z0-9_]*$/;

let index;
const opened = new Map();

/** index.json: {tags: {asset_type: [{tag, name, unit, kind, is_shown_with_event}]}, assets: [{asset_id, asset_type, rows, sha256, …}]}. */
export function loadIndex() {
	index ??= fetch(`${FOLDER}/index.json`).then((response) => {
		if (!response.ok) throw new Error('This site was built without its minutes.');
		return response.json();
	});
	return index;
}

/** Milliseconds of a Date or of an ISO text; a text without zone is UTC, as everything here. */
export function instantOf(value) {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'number') return value;
	const text = String(value).trim().replace(' ', 'T');
	return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
}

/** '2024-03-10 09:30:00', as the engine writes an instant. */
const literal = (instant) => `timestamp '${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')}'`;
/** Condition on the period: from inclusive, to exclusive. */
export const within = (from, to) => `interval_start_at >= ${literal(from)} and interval_start_at < ${literal(to)}`;

/** The page's own engine. */
export async function engine() {
	return import('@evidence-dev/universal-sql/client-duckdb');
}

/** The page sets up its engine first and forgets files registered before; it is ready when its sources answer. */
export async function whenReady({ query }) {
	for (let attempt = 0; ; attempt++) {
		try {
			return await query('select 1 from bess.dim_site limit 1');
		} catch (error) {
			if (attempt === 40) throw error;
			await new Promise((resolve) => setTimeout(resolve, 250));
		}
	}
}

/** Opens an asset's file once and returns what the index says of it, with its tags. */
export async function openAsset(assetId) {
	const { tags, assets } = await loadIndex();
	const asset = assets.find((candidate) => candidate.asset_id === assetId);
	if (!asset) throw new Error(`The historian holds no minutes of ${assetId}.`);
	if (!opened.has(assetId)) {
		opened.set(
			assetId,
			engine().then(async (client) => {
				await whenReady(client);
				const url = new URL(`${FOLDER}/${assetId}.parquet`, window.location.origin).href;
				await client.setParquetURLs({ minutes: [url] }, { append: true });
			})
		);
	}
	try {
		await opened.get(assetId);
	} catch (error) {
		opened.delete(assetId);
		throw error;
	}
	return { ...asset, tags: tags[asset.asset_type] };
}

async function ask(sql) {
	return (await engine()).query(sql);
}

/** The tags of an asset that were asked for, in the dictionary's order; without names, those shown with an event. */
export function knownTags(asset, wanted) {
	return asset.tags.filter(({ tag, is_shown_with_event }) => TAG.test(tag) && (wanted ? wanted.includes(tag) : is_shown_with_event));
}

/** Width of a bucket: whole minutes, so that a bucket of one minute is the sample itself. */
export function bucketWidth(from, to, buckets) {
	return Math.max(1, Math.ceil((to - from) / MINUTE / Math.max(buckets, 1))) * MINUTE;
}

/** Per bucket and tag: how many values, the lowest and the highest with their minutes, the first and the last. */
function bucketSql(asset, tags, from, to, width) {
	const columns = tags.flatMap(({ tag: t }) => [
		`count(${t}) as ${t}_count`,
		`min(${t}) as ${t}_min`,
		`max(${t}) as ${t}_max`,
		`arg_min(at_ms, ${t}) as ${t}_min_at`,
		`arg_max(at_ms, ${t}) as ${t}_max_at`,
		`arg_min(${t}, at_ms) filter (where ${t} is not null) as ${t}_first`,
		`arg_max(${t}, at_ms) filter (where ${t} is not null) as ${t}_last`,
		`min(at_ms) filter (where ${t} is not null) as ${t}_first_at`,
		`max(at_ms) filter (where ${t} is not null) as ${t}_last_at`
	]);
	return `
		select cast(floor((at_ms - ${from}) / ${width}) as integer) as bucket, ${columns.join(', ')}
		from (
			select cast(epoch_ms(interval_start_at) as double) as at_ms, ${tags.map(({ tag }) => tag).join(', ')}
			from minutes."${asset.asset_id}"
			where ${within(from, to)}
		) as asked
		group by 1
		order by 1`;
}

/** One row where a state begins to differ from the minute before; the file has a row for every minute due. */
function changesSql(asset, column, from, to) {
	return `
		select cast(epoch_ms(interval_start_at) as double) as at_ms, value
		from (
			select interval_start_at, ${column} as value,
				row_number() over (order by interval_start_at) as position,
				lag(${column}) over (order by interval_start_at) as before
			from minutes."${asset.asset_id}"
			where ${within(from, to)}
		) as asked
		where position = 1 or value is distinct from before
		order by 1`;
}

/** Minutes and values of an asset by quality of the minute. */
export function countSql(asset, tags, from, to) {
	return `
		select quality, cast(count(*) as double) as minutes, cast(${tags.map((tag) => `count(${tag})`).join(' + ')} as double) as samples
		from minutes."${asset.asset_id}"
		where ${within(from, to)}
		group by 1
		order by 1`;
}

const spansOf = (changes, end) =>
	changes
		.map((change, position) => ({
			from: change.at_ms,
			to: changes[position + 1]?.at_ms ?? end,
			value: change.value
		}))
		.filter(({ value }) => value !== null && value !== undefined);

/** Up to four points a bucket in the order of time; a bucket without values breaks the line. */
export function pointsOf(buckets, tag, from, width) {
	const points = [];
	let expected = buckets[0]?.bucket ?? 0;
	for (const row of buckets) {
		if (row.bucket > expected) points.push([from + expected * width, null]);
		expected = row.bucket + 1;
		if (!row[`${tag}_count`]) {
			points.push([from + row.bucket * width, null]);
			continue;
		}
		const four = [
			[row[`${tag}_first_at`], row[`${tag}_first`]],
			[row[`${tag}_min_at`], row[`${tag}_min`]],
			[row[`${tag}_max_at`], row[`${tag}_max`]],
			[row[`${tag}_last_at`], row[`${tag}_last`]]
		].sort((a, b) => a[0] - b[0]);
		for (const point of four) {
			const last = points.at(-1);
			if (last?.[0] !== point[0] || last?.[1] !== point[1]) points.push(point);
		}
	}
	return points;
}

function summaryOf(buckets, tag) {
	const filled = buckets.filter((row) => row[`${tag}_count`]);
	const lowest = filled.reduce((best, row) => (!best || row[`${tag}_min`] < best[`${tag}_min`] ? row : best), null);
	const highest = filled.reduce((best, row) => (!best || row[`${tag}_max`] > best[`${tag}_max`] ? row : best), null);
	return {
		count: filled.reduce((sum, row) => sum + row[`${tag}_count`], 0),
		min: lowest?.[`${tag}_min`] ?? null,
		minAt: lowest?.[`${tag}_min_at`] ?? null,
		max: highest?.[`${tag}_max`] ?? null,
		maxAt: highest?.[`${tag}_max_at`] ?? null
	};
}

/**
 * What a chart of one asset needs, from inclusive and to exclusive: a trace per tag thinned to `buckets` without losing a
 * minimum or a maximum, states as spans, and the quality of the minutes as spans.
 */
export async function readTraces({ asset: assetId, from, to, tags, buckets = 600 }) {
	const asset = await openAsset(assetId);
	const chosen = knownTags(asset, tags);
	const numbers = chosen.filter(({ kind }) => kind === 'number');
	const width = bucketWidth(from, to, buckets);
	const rows = numbers.length ? Array.from(await ask(bucketSql(asset, numbers, from, to, width))) : [];
	const traces = [];
	for (const tag of chosen) {
		if (tag.kind === 'number') {
			traces.push({ ...tag, points: pointsOf(rows, tag.tag, from, width), buckets: rows, ...summaryOf(rows, tag.tag) });
		} else {
			const spans = spansOf(Array.from(await ask(changesSql(asset, tag.tag, from, to))), to);
			traces.push({ ...tag, spans, count: spans.reduce((sum, span) => sum + (span.to - span.from) / MINUTE, 0) });
		}
	}
	const quality = spansOf(Array.from(await ask(changesSql(asset, 'quality', from, to))), to);
	const last = instantOf(asset.last_minute) + MINUTE;
	for (const span of quality) span.to = Math.min(span.to, last);
	const minutesBy = {};
	for (const span of quality) minutesBy[span.value] = (minutesBy[span.value] ?? 0) + (span.to - span.from) / MINUTE;
	return { asset, traces, quality, minutesBy, width, from, to };
}
