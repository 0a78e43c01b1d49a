// A browser without internet: every request that would leave this machine fails and is remembered.
import { chromium } from 'playwright-core';
import { chromiumToLaunch } from './chromium.mjs';

const FLAGS = [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync',
	// No name leads anywhere. Refusing requests one by one instead would switch the browser's cache off.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
];

export async function launchBrowser() {
	return chromium.launch({ ...(await chromiumToLaunch()), args: FLAGS });
}

/** Keeps in `window.pendingQueries` what the page has asked its query engine and has no answer to. Runs inside the page. */
function countQueries() {
	const pending = new Set();
	window.pendingQueries = pending;
	window.Worker = class extends Worker {
		constructor(...options) {
			super(...options);
			this.addEventListener('message', ({ data }) => pending.delete(data?.requestId));
		}
		postMessage(message, ...options) {
			if (message?.messageId !== undefined) pending.add(message.messageId);
			super.postMessage(message, ...options);
		}
	};
}

/** A browser profile of its own, with nothing in its cache. */
export async function newProfile(browser) {
	const context = await browser.newContext({
		reducedMotion: 'reduce',
		locale: 'en-GB',
		timezoneId: 'America/New_York'
	});
	await context.addInitScript(countQueries);
	return context;
}

/** Opens a page in a profile of its own and waits until its queries have run. */
export async function openPage(browser, url, options = {}) {
	const context = await newProfile(browser);
	return { ...(await openIn(context, url, options)), context };
}

/**
 * Opens a page in a profile that may have seen others, and waits until its queries have run.
 * @returns page, bytes received by kind, and what went wrong on the way: requests off this machine, failed requests,
 * console errors.
 */
export async function openIn(context, url, { width = 1440, height = 900, dark = false } = {}) {
	const page = await context.newPage();
	await page.setViewportSize({ width, height });
	await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
	const outside = [];
	const failed = [];
	const errors = [];
	const bytes = { html: 0, script: 0, engine: 0, data: 0, other: 0 };
	page.on('request', (request) => {
		const { hostname, protocol } = new URL(request.url());
		if (hostname !== '127.0.0.1' && protocol !== 'data:' && protocol !== 'blob:') outside.push(request.url());
	});
	page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
	page.on('pageerror', (error) => errors.push(error.message));
	page.on('response', (response) => {
		if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
	});
	page.on('requestfailed', (request) => {
		// A navigation away cancels what it no longer needs; that is not a failure of the site.
		if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
			failed.push(`${request.failure()?.errorText} ${request.url()}`);
		}
	});
	page.on('requestfinished', async (request) => {
		const sizes = await request.sizes().catch(() => null);
		if (sizes) bytes[kindOf(request.url())] += sizes.responseBodySize;
	});
	await page.goto(url, { waitUntil: 'load' });
	await settle(page);
	return { page, outside, failed, errors, bytes };
}

/** What a request is for: the page, its scripts, the query engine, figures, or anything else. */
function kindOf(url) {
	const { pathname } = new URL(url);
	if (/\.wasm$|duckdb.*worker/.test(pathname)) return 'engine';
	if (/\.(parquet|arrow)$|\/data\/|\/api\//.test(pathname)) return 'data';
	if (/\.(js|css)$/.test(pathname)) return 'script';
	return /\.\w+$/.test(pathname) ? 'other' : 'html';
}

/** Waits for hydration, for the queries, and for the charts they feed. */
export async function settle(page) {
	await page.waitForSelector('#evidence-main-article', { timeout: 60_000 });
	// Now and then a request that the browser's cache answered is never told to have ended.
	await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => null);
	await page.evaluate(() => document.fonts.ready);
	await redrawn(page);
}

/** Waits until the page has answers to all its queries and has drawn them. */
export async function redrawn(page) {
	// An answer can lead to the next query: only some quiet means that all is there.
	await page.evaluate(async () => {
		const QUIET_MS = 250;
		const LONGEST_MS = 60_000;
		const began = performance.now();
		const isBusy = () => window.pendingQueries.size > 0 || document.querySelector('.skeleton, .animate-pulse');
		for (let quietSince = performance.now(); performance.now() - quietSince < QUIET_MS; ) {
			await new Promise((resolve) => setTimeout(resolve, 25));
			if (isBusy()) quietSince = performance.now();
			if (performance.now() - began > LONGEST_MS) throw new Error('The page is still loading after a minute.');
		}
	});
}

/** Prints a page to A4 as a reader would, after its charts have been redrawn for paper. */
export async function printPage(page, path) {
	await page.emulateMedia({ media: 'print', colorScheme: 'light' });
	await page.evaluate(() => window.dispatchEvent(new Event('export-beforeprint')));
	await page.waitForTimeout(800);
	const pdf = await page.pdf({ path, format: 'A4', printBackground: true, margin: { top: '12mm', bottom: '12mm', left: '10mm', right: '10mm' } });
	await page.evaluate(() => window.dispatchEvent(new Event('export-afterprint')));
	await page.emulateMedia({ media: 'screen' });
	return pdf;
}
