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
 * @returns page and what went wrong on the way: requests off this machine, failed requests, console errors.
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
	await page.goto(url, { waitUntil: 'load' });
	await settle(page);
	return { page, context, outside, failed, errors };
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
