// What is known about the columns behind a figure: files beside the site (render/columns.py), fetched when a reader
// asks. Browser only.
import { base } from '$app/paths';

const FOLDER = `${base}/columns`;
const loaded = new Map();

function load(name) {
	if (!loaded.has(name)) {
		loaded.set(
			name,
			fetch(`${FOLDER}/${name}.json`).then((response) => {
				if (!response.ok) throw new Error(`Nothing is known about ${name}.`);
				return response.json();
			})
		);
	}
	return loaded.get(name);
}

/** Every described relation: {relation, layer, grain}. */
export const loadRelations = () => load('index');

/** A relation with its columns and tests, what it is made from and the dashboards that show it. */
export const loadRelation = (name) => load(name);

/** Columns that queries of a page read, by relation; empty when they read no mart. */
export async function columnsRead(route, queries) {
	const page = (await load('figures'))[route] ?? {};
	const found = {};
	for (const [relation, columns] of queries.flatMap((query) => Object.entries(page[query] ?? {}))) {
		found[relation] = [...new Set([...(found[relation] ?? []), ...columns])];
	}
	return found;
}

/** Address of a relation's sheet, at one of its columns where one is named. */
export function sheetAddress(relation, column = '') {
	return `${base}/columns?relation=${relation}${column ? `#${column}` : ''}`;
}
