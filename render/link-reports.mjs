// Tailwind scans reports/node_modules for the component library's classes. Without the link the build
// passes and the site is unstyled, so the link is made at install time, not left to memory.
import { existsSync, lstatSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const link = join(root, 'reports', 'node_modules');

if (!existsSync(link)) {
	symlinkSync('../node_modules', link, 'dir');
} else if (!lstatSync(link).isSymbolicLink()) {
	throw new Error(`${link} is a directory; remove it so that it can be a link to ../node_modules`);
}
