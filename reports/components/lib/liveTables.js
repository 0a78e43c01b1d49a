// The tables of a page, as the server has them now. Its queries read views of the browser's query engine; live rows
// take the place of the files those views read, and the files come back when the page is left.
import { base } from '$app/paths';
import { engine as openClient, whenReady } from './minutes.js';

const SOURCE = 'bess';
/** Files with live rows that stand behind the views now, by relation. */
let shownFiles = new Map();

/** Whether the server that sent this site has newer data to offer. A plain file server does not, and is asked nothing else. */
export async function isOffered() {
	const answer = await fetch(`${base}/`, { method: 'HEAD' });
	return /rel="?monitor"?/.test(answer.headers.get('link') ?? '');
}

/** What the server has: build, as_of_at, published_at, relations. The browser's cache answers while nothing changed. */
export async function readState() {
	const answer = await fetch(`${base}/live`, { cache: 'no-cache' });
	if (!answer.ok) throw new Error(`/live answered ${answer.status}`);
	return answer.json();
}

/** Puts a build's relations where the page's queries read; false when another build was published meanwhile. */
export async function showTables({ build, relations }) {
	const files = await Promise.all(relations.map(readRelation));
	if (files.some((file) => file.build !== build)) return false;
	const { engine, views } = await openEngine(relations);
	for (const { name, bytes } of files) {
		const file = `live_${name}_${build}.parquet`;
		await engine.registerFileBuffer(file, bytes);
		await views.query(viewOver(name, file));
		if (shownFiles.has(name)) await engine.dropFile(shownFiles.get(name));
		shownFiles.set(name, file);
	}
	await views.close();
	return true;
}

/** Gives other pages the files of the site again. */
export async function showBuiltTables() {
	if (shownFiles.size === 0) return;
	const { engine, views } = await openEngine([]);
	for (const [name, file] of shownFiles) {
		await views.query(viewOver(name, `${SOURCE}_${name}.parquet`));
		await engine.dropFile(file);
	}
	await views.close();
	shownFiles = new Map();
}

async function readRelation(name) {
	const answer = await fetch(`${base}/live/${name}`, { cache: 'no-cache' });
	if (!answer.ok) throw new Error(`/live/${name} answered ${answer.status}`);
	return { name, build: answer.headers.get('x-build'), bytes: new Uint8Array(await answer.arrayBuffer()) };
}

async function openEngine(relations) {
	const client = await openClient();
	await whenReady(client);
	// The engine makes a view when a query first names it. Made after ours, it would hide it.
	for (const name of relations) await client.query(`select 1 from ${SOURCE}.${name} limit 0`);
	const engine = window[Symbol.for('EVIDENCE_QUERY_ENGINE')];
	return { engine, views: await engine.connect() };
}

const viewOver = (name, file) =>
	`create or replace view "${SOURCE}"."${name}" as (select * from read_parquet('${file}'))`;
