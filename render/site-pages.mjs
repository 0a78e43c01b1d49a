// The pages of the built site, read from its own output so that no list can go stale.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { siteFolder } from './world.mjs';

// Evidence adds these for people who write pages; readers have no link to them.
const NOT_OURS = /^\/(explore|settings|api|_app|data)(\/|$)/;

export function finishedPages() {
	const output = siteFolder();
	if (!existsSync(output)) throw new Error(`No site in ${output}: run \`make site\` first.`);
	const pages = [];
	const visit = (folder) => {
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) visit(path);
			else if (entry.name === 'index.html') pages.push('/' + relative(output, folder));
		}
	};
	visit(output);
	return pages.filter((path) => !NOT_OURS.test(path)).sort();
}

// Folders whose pages are made from one template each.
const TEMPLATED = /^\/(sites|assets|events|partners|settlement-days|projects|evidence)\/[^/]+$/;

/** Every page of its own, and the first and last of each template; all of them when `every` is set. */
export function sampledPages({ every = false } = {}) {
	const pages = finishedPages();
	if (every) return pages;
	return pages.filter((path, index) => {
		const folder = folderOf(path);
		return !folder || folder !== folderOf(pages[index - 1] ?? '') || folder !== folderOf(pages[index + 1] ?? '');
	});
}

const folderOf = (path) => (TEMPLATED.test(path) ? path.split('/')[1] : null);
