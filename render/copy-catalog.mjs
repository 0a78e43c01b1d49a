// The catalog and the KPI definitions live once, outside the components. Pages import copies as text and JSON,
// because the site builder only sees reports/ and does not follow a glob out of its template folder.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const library = join(root, 'reports', 'components', 'lib');
const partials = join(root, 'reports', 'partials', 'kpi');

copyFileSync(join(root, 'dashboard_catalog.yaml'), join(library, 'dashboard_catalog.yaml'));
const definitions = Object.fromEntries(
	readdirSync(partials)
		.sort()
		.map((file) => [`kpi_${basename(file, '.md')}`, readFileSync(join(partials, file), 'utf8')])
);
writeFileSync(join(library, 'kpi_definitions.json'), JSON.stringify(definitions, null, '\t') + '\n');
