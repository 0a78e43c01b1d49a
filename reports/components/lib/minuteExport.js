// A file of exactly what is chosen: assets × tags × period, one row per asset and minute, sorted, with its quality. The
// same choice gives the same bytes and so the same SHA-256, whichever way it was clicked together.
import { countSql, engine, knownTags, openAsset, within } from './minutes.js';
import { Sha256 } from './sha256.js';

export const MEDIA = { csv: 'text/csv', parquet: 'application/vnd.apache.parquet' };

/** Assets by name and tags in the historian's order, each once: the order of clicks must not show in the file. */
async function chosenFiles(selection) {
	const assets = [];
	for (const assetId of [...new Set(selection.assets)].sort()) assets.push(await openAsset(assetId));
	const files = assets
		.map((asset) => ({ asset, tags: knownTags(asset, selection.tags).map(({ tag }) => tag) }))
		.filter(({ tags }) => tags.length);
	const columns = [...new Set(files.flatMap(({ tags }) => tags))].sort();
	return { files, columns };
}

/** Values and minutes of a selection: {minutes, values, byQuality}. */
export async function countSelection(selection) {
	const { files } = await chosenFiles(selection);
	const { query } = await engine();
	const total = { minutes: 0, values: 0, byQuality: {} };
	for (const { asset, tags } of files) {
		for (const row of Array.from(await query(countSql(asset, tags, selection.from, selection.to)))) {
			total.minutes += row.minutes;
			total.values += row.samples;
			total.byQuality[row.quality] = (total.byQuality[row.quality] ?? 0) + row.minutes;
		}
	}
	return total;
}

function selectSql({ asset, tags }, columns, types, { from, to }, isText) {
	const instant = isText ? "strftime(interval_start_at, '%Y-%m-%dT%H:%M:%SZ') as interval_start_at" : 'interval_start_at';
	const values = columns.map((column) => (tags.includes(column) ? column : `cast(null as ${types[column]}) as ${column}`));
	return `
		select '${asset.asset_id}' as asset_id, ${[instant, ...values, 'quality'].join(', ')}
		from minutes."${asset.asset_id}"
		where ${within(from, to)}`;
}

/** Runs a COPY inside the engine and takes the file out of its memory. */
async function copied(client, sql, name, options) {
	const database = window[Symbol.for('EVIDENCE_QUERY_ENGINE')];
	await client.query(`copy (${sql}) to '${name}' (${options})`);
	const bytes = await database.copyFileToBuffer(name);
	await database.dropFile(name);
	return bytes;
}

/**
 * Writes the file and returns {name, blob, rows, sha256}. CSV leaves the engine asset by asset, so that a long one never
 * stands in its memory at once; `onProgress` hears the share that is done.
 */
export async function exportSelection(selection, format, onProgress = () => {}) {
	const client = await engine();
	const { files, columns } = await chosenFiles(selection);
	if (!files.length) throw new Error('Nothing is chosen.');
	const types = Object.fromEntries(
		files.flatMap(({ asset }) => asset.tags).map(({ tag, kind }) => [tag, kind === 'number' ? 'double' : 'varchar'])
	);
	const parts = [];
	if (format === 'parquet') {
		const sql = files.map((file) => selectSql(file, columns, types, selection, false)).join(' union all ');
		parts.push(await copied(client, sql, 'extract.parquet', 'format parquet, compression zstd'));
	} else {
		for (const [position, file] of files.entries()) {
			const sql = selectSql(file, columns, types, selection, true);
			parts.push(await copied(client, sql, 'extract.csv', `format csv, header ${position === 0}`));
			onProgress((position + 1) / files.length);
		}
	}
	const digest = new Sha256();
	for (const part of parts) digest.update(part);
	const { minutes } = await countSelection(selection);
	const day = (instant) => new Date(instant).toISOString().slice(0, 16).replace(/[-:]/g, '');
	const what = files.length === 1 ? files[0].asset.asset_id : `${files.length}-assets`;
	return {
		name: `minutes-${what}-${day(selection.from)}Z-${day(selection.to)}Z.${format}`,
		blob: new Blob(parts, { type: MEDIA[format] }),
		rows: minutes,
		sha256: digest.hex()
	};
}

/** Hands a file to the browser's own download. */
export function save({ name, blob }) {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
