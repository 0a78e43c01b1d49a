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

/** Whether anything of a source was ever delivered; its age is unknown otherwise. */
export const isDelivered = (row) => row.age_hours !== null && row.age_hours !== undefined;

/** Systems of a dashboard of which nothing was delivered, among those that deliver regularly. */
export function missingSystems(sources, freshness) {
	const known = new Map(Array.from(freshness ?? []).map((row) => [row.source_table, isDelivered(row)]));
	return sources
		.filter(({ tables }) => {
			const judged = tables.filter((table) => known.has(table));
			return judged.length > 0 && !judged.some((table) => known.get(table));
		})
		.map(({ system }) => system);
}

/** "mart_x.column" names a table and the column of it that a KPI shows. */
export function columnOf(metric) {
	return metric.split('.').at(-1);
}
