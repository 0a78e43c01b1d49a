// A browser without internet: every request that leaves this machine is refused and remembered.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'
];

export async function launchBrowser() {
	const executablePath = process.env.CHROMIUM_PATH ?? CHROMIUM.find((path) => existsSync(path));
	if (!executablePath) throw new Error('No Chromium found: install it or set CHROMIUM_PATH.');
	return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Opens a page and waits until its queries have run.
 * @returns page, bytes received by kind, and what went wrong on the way: requests off this machine, failed requests,
 * console errors.
 */
export async function openPage(browser, url, { width = 1440, height = 900, dark = false } = {}) {
	const context = await browser.newContext({
		viewport: { width, height },
		colorScheme: dark ? 'dark' : 'light',
		reducedMotion: 'reduce',
		locale: 'en-GB',
		timezoneId: 'America/New_York'
	});
	const page = await context.newPage();
	const outside = [];
	const failed = [];
	const errors = [];
	const bytes = { html: 0, script: 0, engine: 0, data: 0, other: 0 };
	await context.route('**/*', (route) => {
		const { hostname, protocol } = new URL(route.request().url());
		if (hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:') return route.continue();
		outside.push(route.request().url());
		return route.abort();
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
	return { page, context, outside, failed, errors, bytes };
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
	await page.waitForLoadState('networkidle', { timeout: 60_000 });
	await page.waitForFunction(() => !document.querySelector('.skeleton, .animate-pulse'), null, {
		timeout: 60_000
	});
	await page.evaluate(() => document.fonts.ready);
	await page.waitForTimeout(700);
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
