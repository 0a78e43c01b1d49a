// The dashboard catalog as data. The file is copied here from the repository root before each build.
import { parse } from 'yaml';
import text from '../generated/dashboard_catalog.yaml?raw';

const catalog = parse(text);

export const packs = catalog.packs;
export const dashboards = catalog.dashboards;

export function dashboardBySlug(slug) {
	const found = dashboards.find((dashboard) => dashboard.slug === slug);
	if (!found) throw new Error(`dashboard_catalog.yaml has no dashboard "${slug}".`);
	return found;
}

// Same quantity, same name: a site's page shows the portfolio's KPIs, also where its own page is not shown.
export const siteDashboard = catalog.site ?? dashboardBySlug('portfolio');

export function pathOf(dashboard) {
	return `/${dashboard.pack}/${dashboard.slug}`;
}

/** "mart_x.column" names a table and the column of it that a KPI shows. */
export function columnOf(metric) {
	return metric.split('.').at(-1);
}
