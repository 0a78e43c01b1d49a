// Opens the pages of the built site in a browser without internet and prints what it saw as JSON. It judges
// nothing: the pytest files beside it do. Of pages made from one template it opens the first and the last, unless
// EVERY_PAGE=1.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launchBrowser, newProfile, openIn, openPage, redrawn, settle } from '../../render/browser.mjs';
import { serveSite } from '../../render/serve.mjs';
import { finishedPages, sampledPages } from '../../render/site-pages.mjs';

const LOOKS = {
	light: { width: 1440, height: 900 },
	phone: { width: 390, height: 844, dark: true }
};
// The phone is dark: one visit covers both. The sample also shows a dark desktop when every page is opened.
if (process.env.EVERY_PAGE) LOOKS.dark = { width: 1440, height: 900, dark: true };
const SAMPLE = new Set(sampledPages());
/** Options tried per filter, besides the one it starts with. */
const TRIED_OPTIONS = 2;
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
			columns: JSON.parse(figure.dataset.columns ?? '[]'),
			isEmpty: figure.querySelector('[data-testid="empty"]') !== null,
			isQuiet: figure.querySelector('[data-testid="quiet"]') !== null,
			// Figures that are drawn without a chart. Limits beside them come from another query.
			values: all('[data-value]:not([data-testid="bridge-limit"])', figure).map((mark) => ({ ...mark.dataset })),
			charts: Object.values(window[Symbol.for('__evidence-chart-window-debug__')] ?? {})
				.filter((chart) => figure.contains(chart.getDom()))
				.map((chart) =>
					(chart.getOption().series ?? [])
						// A guide is drawn to read the others by; it shows no figure of a query.
						.filter(({ isGuide }) => !isGuide)
						.map(({ name, type, data }) => ({
							name,
							type,
							// A mark is a number, [x, y, …] or {value}.
							marks: (data ?? [])
								.filter((mark) => !mark?.isGuide)
								.map((mark) => (mark !== null && typeof mark === 'object' && 'value' in mark ? mark.value : mark))
						}))
				),
			// What `Figures as a table` unfolds repeats the chart. A cell of words says the value that they are about.
			tables: all('table', figure)
				.filter((table) => table.offsetParent !== null && !table.closest('details'))
				.map((table) => {
					const rows = all('tr', table).map((row) => ({ row, cells: all('th,td', row).map((cell) => cell.dataset.cell ?? text(cell)) }));
					// Evidence leaves an empty row above its header, for column groups; its total is the bold row of the body.
					const printed = rows.filter(({ cells }) => cells.some((cell) => cell));
					const isTotal = ({ row }) => row.classList.contains('font-semibold');
					const isHead = ({ row }) => row.closest('thead') !== null;
					return {
						head: printed.filter(isHead).at(-1)?.cells ?? [],
						rows: printed.filter((line) => !isHead(line) && !isTotal(line)).map(({ cells }) => cells),
						total: printed.find((line) => !isHead(line) && isTotal(line))?.cells ?? []
					};
				}),
			isPaged: figure.querySelector('.pagination') !== null
		})),
		traces: all('[data-testid="minute-traces"]').length,
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
		characters: [...new Set(document.querySelector('#evidence-main-article').innerText)].filter((character) => character > '~'),
		links: all('#evidence-main-article a[href]').map((link) => link.getAttribute('href')),
		width: document.documentElement.scrollWidth,
		window: window.innerWidth
	};
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
			await redrawn(page);
			const { figures, numbers, filters: chosen } = await page.evaluate(readFacts);
			tried.push({ name, option, address: page.url(), figures, numbers, filters: chosen });
		}
		await page.selectOption(`select[name="${name}"]`, value);
		await redrawn(page);
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

/**
 * From portfolio to minutes by clicking, with a choice of days taken along: site, asset, event, its minutes; and from an amount of
 * money to its half-hours and the lines behind one. Says where each click led.
 */
async function drillDown(browser, url) {
	const { page, context, failed, errors } = await openPage(browser, `${url}/enka/portfolio`, LOOKS.light);
	const steps = [];
	const follow = async (name, click, expected) => {
		await click();
		await page.waitForURL(expected);
		await settle(page);
		steps.push({ name, path: new URL(page.url()).pathname, search: new URL(page.url()).search, heading: await page.locator('h1').first().innerText() });
	};
	const figure = (id) => page.locator(`[data-figure="${id}"]`);
	const firstLinkOf = async (id) => {
		await figure(id).locator('summary').click();
		return figure(id).locator('tbody a').first().click();
	};
	await page.selectOption('select[name="period"]', '7d');
	await redrawn(page);
	await follow('site', () => page.getByTestId('site-link').first().click(), /\/sites\/\w+/);
	await follow('event', () => figure('events').locator('tr.row-link:visible').first().click(), /\/events\/./);
	await follow('asset', () => page.locator('#evidence-main-article a[href^="/assets/"]').first().click(), /\/assets\/./);
	await follow('event of the asset', () => firstLinkOf('lanes'), /\/events\/./);
	const minutes = Number(await page.getByTestId('minute-traces').first().getAttribute('data-minutes'));
	await page.goto(`${url}/combined/revenue-loss`, { waitUntil: 'load' });
	await settle(page);
	await follow('settlement day', () => firstLinkOf('half-hours'), /\/settlement-days\/./);
	const lines = await figure('lines').locator('.table-container tr').count();
	await context.close();
	return { steps, minutes, lines, failed, errors };
}

/** All days of the historian at one minute: what is drawn, what the table says, and the file of it. */
async function readHistorian(browser, url) {
	const { page, context } = await openPage(browser, `${url}/tmeic/historian?site=thames`, LOOKS.light);
	await page.getByRole('button', { name: '30 days' }).click();
	await redrawn(page);
	await page.getByTestId('minute-traces').locator('summary').click();
	await page.getByTestId('minute-traces').locator('tbody tr').first().waitFor();
	const seen = await page.evaluate(() => {
		const section = document.querySelector('[data-testid="minute-traces"]');
		const [chart] = Object.values(window[Symbol.for('__evidence-chart-window-debug__')]).filter((drawn) =>
			section.contains(drawn.getDom())
		);
		return {
			...section.dataset,
			selected: document.querySelector('[data-testid="selected-points"]').dataset.value,
			table: [...section.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText)),
			lines: chart
				.getOption()
				.series.filter(({ name, type }) => type === 'line' && name)
				.map(({ name, data }) => ({ tag: name, points: data }))
		};
	});
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export CSV' }).click();
	const csv = readFileSync(await (await download).path(), 'utf8');
	await context.close();
	return { ...seen, address: page.url(), csv: csv.trim().split('\n') };
}

/** A request that must be refused and remembered, to prove that the guard sees what it claims. */
async function tryToLeave(browser, url) {
	const { page, context, outside } = await openPage(browser, url, LOOKS.light);
	// On the site itself its policy refuses before there is a request.
	await page.goto('about:blank');
	await page.evaluate(() => fetch('https://example.com/pixel.gif').catch(() => null));
	await context.close();
	return outside;
}

const { server, url } = await serveSite();
const browser = await launchBrowser();
const visits = [];

/**
 * A page in every look. The first comes with an empty cache and is tried out; the others find its files there and
 * open, as a bookmark would, with a choice in the address.
 */
async function visitPage(path) {
	const context = await newProfile(browser);
	let choice = '';
	// Further pages of a template differ from the sampled ones in rows, not in looks.
	const looks = SAMPLE.has(path) ? Object.entries(LOOKS) : [['light', LOOKS.light]];
	for (const [look, options] of looks) {
		console.error(`${path}${choice} (${look})`);
		const visit = await openIn(context, url + path + choice, options);
		await openDetails(visit.page);
		const facts = await visit.page.evaluate(readFacts);
		const bytes = { ...visit.bytes };
		const axe = await runAxe(visit.page);
		const isFirst = look === 'light';
		const definitions = isFirst ? await readDefinitions(visit.page) : {};
		const tried = isFirst ? await tryFilters(visit.page, facts.filters) : [];
		const [filter] = isFirst ? facts.filters : [];
		if (filter) choice = `?${filter.name}=${encodeURIComponent(filter.options.at(-1))}`;
		const { outside, failed, errors } = visit;
		visits.push({ path, look, facts, axe, definitions, tried, outside, failed, errors, bytes });
		await visit.page.close();
	}
	await context.close();
}

const only = process.argv.slice(2);
const wanted = sampledPages({ every: Boolean(process.env.EVERY_PAGE) });
const waiting = wanted.filter((path) => !only.length || only.includes(path));
// Two at a time: a visit mostly waits.
async function work() {
	for (let path = waiting.shift(); path; path = waiting.shift()) {
		await visitPage(path).catch((error) => {
			throw new Error(`${path}: ${error.message}`);
		});
	}
}
await Promise.all([work(), work()]);
visits.sort((a, b) => a.path.localeCompare(b.path) || a.look.localeCompare(b.look));
const journeys = await followSiteLinks(browser, url);
const drill = await drillDown(browser, url);
const historian = await readHistorian(browser, url);
const guard = await tryToLeave(browser, url);
await browser.close();
server.close();
process.stdout.write(JSON.stringify({ visits, journeys, drill, historian, guard, built: finishedPages() }));
