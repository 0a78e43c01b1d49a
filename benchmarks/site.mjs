// How fast the built site is, served on loopback with a cold cache: per page, when its KPIs can be read, when all
// its figures are drawn, how long a filter takes to redraw them, and how many bytes came. Prints JSON.
// Usage: node benchmarks/site.mjs [page …]
import { launchBrowser, newProfile, redrawn } from '../render/browser.mjs';
import { serveSite } from '../render/serve.mjs';
import { sampledPages } from '../render/site-pages.mjs';

const QUIET_MS = 500;
const FIRST_SIGHT = '[data-testid="kpi-tile"] .value, #evidence-main-article h1';

const { server, url } = await serveSite();
const browser = await launchBrowser();
const wanted = process.argv.slice(2);
const pages = sampledPages().filter((path) => !wanted.length || wanted.includes(path));
const results = {};
for (const path of pages) results[path] = await measure(path);
await browser.close();
server.close();
console.log(JSON.stringify(results, null, 2));

async function measure(path) {
	const context = await newProfile(browser);
	const page = await context.newPage();
	await page.setViewportSize({ width: 1440, height: 900 });
	const sizes = [];
	page.on('requestfinished', (request) => sizes.push(request.sizes().catch(() => null)));
	await page.addInitScript(noteFirstSight, FIRST_SIGHT);
	const began = performance.now();
	await page.goto(url + path, { waitUntil: 'commit' });
	await page.waitForFunction(() => window.seenAt);
	await page.waitForFunction(
		() =>
			!document.querySelector('.skeleton, .animate-pulse') &&
			[...document.querySelectorAll('[data-figure][data-kind="chart"]')].every(
				// Strips and gauges are drawn without a chart.
				(figure) => figure.querySelector('canvas, svg, li, article, [data-testid="empty"]')
			),
		null,
		{ timeout: 60_000, polling: 20 }
	);
	const drawn = performance.now() - began;
	const kpis = await page.evaluate(() => window.seenAt);
	// A reader looks before choosing; meanwhile the page fetches what a choice may need.
	await page.waitForTimeout(QUIET_MS);
	await redrawn(page);
	const filters = await page.evaluate(measureFilters, QUIET_MS);
	const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + (size?.responseBodySize ?? 0), 0);
	await context.close();
	return {
		kpis_ms: Math.round(kpis),
		drawn_ms: Math.round(drawn),
		...(filters.length ? { slowest_filter_ms: Math.round(Math.max(...filters)) } : {}),
		megabytes: Number((bytes / 1e6).toFixed(2))
	};
}

/** Keeps in `window.seenAt` when what is looked for was first painted [ms after the visit began]. Runs inside the page. */
function noteFirstSight(selector) {
	// Frames begin when styles are there; what a frame's callback finds in the page is painted at the end of that frame.
	const look = () => {
		if (document.querySelector(selector)) setTimeout(() => (window.seenAt = performance.now()));
		else requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}

/** Changes each filter once; the time until nothing on the page has changed any more. Runs inside the page. */
async function measureFilters(quietMs) {
	const renders = () => window[Symbol.for('chart renders')] ?? 0;
	const times = [];
	for (const select of document.querySelectorAll('[data-testid="filter"]')) {
		const option = [...select.options].find((candidate) => candidate.value !== select.value);
		if (!option) continue;
		let last = performance.now();
		const began = last;
		const observer = new MutationObserver(() => (last = performance.now()));
		observer.observe(document.querySelector('#evidence-main-article'), { subtree: true, childList: true, characterData: true });
		let seen = renders();
		select.value = option.value;
		select.dispatchEvent(new Event('change', { bubbles: true }));
		while (performance.now() - last < quietMs) {
			await new Promise((resolve) => requestAnimationFrame(resolve));
			if (renders() !== seen) [seen, last] = [renders(), performance.now()];
		}
		observer.disconnect();
		times.push(last - began);
	}
	return times;
}
