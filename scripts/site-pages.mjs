// The pages of the built site, read from its own output so that no list can go stale.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const output = join(dirname(dirname(fileURLToPath(import.meta.url))), 'reports', 'build');
// Evidence adds these for people who write pages; readers have no link to them.
const NOT_OURS = /^\/(explore|settings|api|_app|data)(\/|$)/;

export function finishedPages() {
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
