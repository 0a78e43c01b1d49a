// The catalog lives once, at the root. Pages import it as text, and the site builder only sees reports/.
import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
copyFileSync(
	join(root, 'dashboard_catalog.yaml'),
	join(root, 'reports', 'components', 'dashboard_catalog.yaml')
);
