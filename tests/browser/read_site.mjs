// Opens the pages of the built site in a browser without internet and prints what it saw as JSON. It judges
// nothing: the pytest files beside it do. Of pages made from one template it opens the first and the last, unless
// EVERY_PAGE=1.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launchBrowser, openPage, settle } from '../../scripts/browser.mjs';
import { serveSite } from '../../scripts/serve.mjs';
import { finishedPages, sampledPages } from '../../scripts/site-pages.mjs';

const LOOKS = {
	light: { width: 1440, height: 900 },
	phone: { width: 390, height: 844, dark: true }
};
// The phone is dark: one visit covers both. All pages also show a dark desktop when every page is opened.
if (process.env.EVERY_PAGE) LOOKS.dark = { width: 1440, height: 900, dark: true };
/** Options tried per filter, besides the one it starts with. */
const TRIED_OPTIONS = 2;
/** More than a redraw takes on a busy machine. */
const REDRAW_MS = 800;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Everything on the page that carries a number a test can compare. Runs inside the page. */
function readFacts() {
	const all = (selector, root = document) => [...root.querySelectorAll(selector)];
	const text = (element) => element?.innerText?.trim() ?? null;
	const data = (element) => ({ ...element.dataset, text: text(element) });
	return {
		title: document.title,
		tiles: all('[data-testid="kpi-tile"]').map((tile) => ({
			...tile.dataset,
			text: text(tile.querySelector('.value')),
			target: tile.querySelector('[data-testid="kpi-comparison"]')?.dataset.value ?? null,
			details: all('[data-testid="kpi-detail"]', tile).map(data)
		})),
		answers: all('[data-testid^="answer-"]').map(data),
		bridge: all('[data-testid="bridge-step"]').map((step) => ({ ...step.dataset })),
		bridgeLabels: all('[data-testid="bridge"] svg text').map((label) => label.textContent),
		bullets: all('[data-testid="bullet"]').map((bullet) => ({
			...bullet.dataset,
			site: bullet.closest('[data-site]')?.dataset.site ?? null
		})),
		freshness: all('[data-testid="freshness"]').map(data),
		freshnessRows: all('[data-testid="freshness-table"] tbody tr').map((row) =>
			all('th,td', row).map((cell) => cell.textContent.trim())
		),
		tables: all('.table-container table')
			.filter((table) => table.offsetParent !== null)
			// The component leaves an empty row above its header, for column groups.
			.map((table) =>
				all('tr', table)
					.map((row) => all('th,td', row).map(text))
					.filter((cells) => cells.some((cell) => cell))
			),
		charts: all('.chart').map((chart) => chart.clientWidth * chart.clientHeight),
		figures: all('[data-figure]').map((figure) => ({
			...figure.dataset,
			isEmpty: figure.querySelector('[data-testid="empty"]') !== null,
			charts: Object.values(window[Symbol.for('__evidence-chart-window-debug__')] ?? {})
				.filter((chart) => figure.contains(chart.getDom()))
				.map((chart) =>
					(chart.getOption().series ?? []).map(({ name, type, data }) => ({
						name,
						type,
						// A mark is a number, [x, y, …] or {value}; what is not a number (a date, a name) is not compared.
						marks: (data ?? []).slice(0, 300).map((mark) => mark?.value ?? mark)
					}))
				),
			cells: all('table', figure)
				.filter((table) => table.offsetParent !== null)
				.slice(0, 1)
				.flatMap((table) => all('tbody tr, tr', table).slice(0, 8).map((row) => all('th,td', row).map(text)))
				.filter((row) => row.some((cell) => cell))
		})),
		numbers: all('[data-testid="figure-in-text"]').map(data),
		filters: all('[data-testid="filter"]').map((select) => ({
			name: select.name,
			value: select.value,
			options: all('option', select).map((option) => option.value)
		})),
		entries: all('[data-testid="catalog-entry"]').map((entry) => ({
			slug: entry.dataset.slug,
			href: entry.querySelector('a')?.getAttribute('href') ?? null
		})),
		links: all('#evidence-main-article a[href]').map((link) => link.getAttribute('href')),
		width: document.documentElement.scrollWidth,
		window: window.innerWidth
	};
}

/** Whether every figure shows something or says that there is nothing. Runs inside the page. */
function isDrawn() {
	return [...document.querySelectorAll('[data-figure]')].every((figure) =>
		figure.querySelector('canvas, svg, table, li, dl, [data-testid="empty"]')
	);
}

async function runAxe(page) {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate(() =>
		window.axe.run('#evidence-main-article', { resultTypes: ['violations'] })
	);
	return violations
		.filter((violation) => ['serious', 'critical'].includes(violation.impact))
		.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** Opens every folded part, so that what it holds is read too. */
async function openDetails(page) {
	for (const button of await page.locator('#evidence-main-article button:has(.marker)').all()) {
		await button.click();
	}
	await settle(page);
}

/** Opens the definition of every tile in turn. */
async function readDefinitions(page) {
	const definitions = {};
	for (const tile of await page.getByTestId('kpi-tile').all()) {
		const button = tile.locator('button');
		await button.click();
		definitions[await tile.getAttribute('data-metric')] = await page.getByTestId('kpi-definition').innerText();
		await button.click();
	}
	return definitions;
}

/** Chooses other options of each filter in turn, and what the page shows and the address says then. */
async function tryFilters(page, filters) {
	const tried = [];
	for (const { name, value, options } of filters) {
		const others = options.filter((option) => option !== value);
		for (const option of [...new Set([others[0], others.at(-1)])].filter(Boolean).slice(0, TRIED_OPTIONS)) {
			await page.selectOption(`select[name="${name}"]`, option);
			await page.waitForTimeout(REDRAW_MS);
			// What is still empty then is judged as it is.
			await page.waitForFunction(isDrawn, null, { timeout: 5_000 }).catch(() => null);
			await page.waitForTimeout(REDRAW_MS);
			const { figures, numbers } = await page.evaluate(readFacts);
			tried.push({ name, option, address: page.url(), figures, numbers });
		}
		await page.selectOption(`select[name="${name}"]`, value);
		await page.waitForTimeout(250);
	}
	return tried;
}

/** From the portfolio to each site by its link, and what the site's page says on arrival. */
async function followSiteLinks(browser, url) {
	const journeys = [];
	const { page, context } = await openPage(browser, `${url}/enka/portfolio`, LOOKS.light);
	const names = await page.getByTestId('site-link').allInnerTexts();
	for (const name of names) {
		await page.goto(`${url}/enka/portfolio`, { waitUntil: 'load' });
		await settle(page);
		await page.getByTestId('site-link').filter({ hasText: name }).click();
		await page.waitForURL(/\/sites\/\w+/);
		await settle(page);
		journeys.push({
			name,
			path: new URL(page.url()).pathname.replace(/\/$/, ''),
			heading: await page.locator('h1').first().innerText(),
			title: await page.title()
		});
	}
	await context.close();
	return journeys;
}

/** A request that must be refused and remembered, to prove that the guard sees what it claims. */
async function tryToLeave(browser, url) {
	const { page, context, outside } = await openPage(browser, url, LOOKS.light);
	await page.evaluate(() => fetch('https://example.com/pixel.gif').catch(() => null));
	await context.close();
	return outside;
}

const { server, url } = await serveSite();
const browser = await launchBrowser();
const visits = [];

async function visitPage(path, look, options) {
	const visit = await openPage(browser, url + path, options);
	await openDetails(visit.page);
	const facts = await visit.page.evaluate(readFacts);
	const bytes = { ...visit.bytes };
	const axe = await runAxe(visit.page);
	const isFirst = look === 'light';
	const definitions = isFirst ? await readDefinitions(visit.page) : {};
	const tried = isFirst ? await tryFilters(visit.page, facts.filters) : [];
	const { outside, failed, errors } = visit;
	visits.push({ path, look, facts, axe, definitions, tried, outside, failed, errors, bytes });
	await visit.context.close();
}

const only = process.argv.slice(2);
const wanted = sampledPages({ every: Boolean(process.env.EVERY_PAGE) });
const waiting = wanted.filter((path) => !only.length || only.includes(path)).flatMap((path) =>
	Object.entries(LOOKS).map(([look, options]) => async () => {
		console.error(`${path} (${look})`);
		await visitPage(path, look, options).catch((error) => {
			throw new Error(`${path} (${look}): ${error.message}`);
		});
	})
);
// Two at a time: a visit mostly waits.
async function work() {
	for (let next = waiting.shift(); next; next = waiting.shift()) await next();
}
await Promise.all([work(), work()]);
visits.sort((a, b) => a.path.localeCompare(b.path) || a.look.localeCompare(b.look));
const journeys = await followSiteLinks(browser, url);
const guard = await tryToLeave(browser, url);
await browser.close();
server.close();
process.stdout.write(JSON.stringify({ visits, journeys, guard, built: finishedPages() }));
