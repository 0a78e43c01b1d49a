// Starts `python -m live` with the arguments given, opens the real-time page and prints as JSON what it showed: as built,
// after minutes have landed, and after the server has ended. It judges nothing.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { launchBrowser, openPage } from '../../scripts/browser.mjs';

const live = spawn('.venv/bin/python', ['-m', 'live', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => live.kill());
const ended = new Promise((resolve) => live.on('close', resolve));

async function address() {
	for await (const line of createInterface({ input: live.stdout })) {
		const [url] = line.match(/http:\/\/\S+/) ?? [];
		if (url) return url;
	}
	throw new Error('The server ended before it said where it listens.');
}

/** What the page shows now. Runs inside the page. */
function readPage() {
	const of = (selector) => document.querySelector(selector);
	return {
		state: of('[data-testid="live"]').dataset.state,
		text: of('[data-testid="live"]').innerText,
		asOf: of('[data-testid="live-as-of"]').dataset.value,
		answer: of('.as-of')?.innerText,
		freshness: of('[data-testid="freshness"]').innerText,
		tiles: Object.fromEntries(
			[...document.querySelectorAll('[data-testid="kpi-tile"]')].map((tile) => [tile.dataset.metric, tile.dataset.value])
		),
		site: of('[data-testid="filter"]').value,
		scrolled: window.scrollY,
		isSameVisit: window.isSameVisit === true
	};
}

/** Waits until the page shows another as-of, in its answer too, which comes from a query. */
async function next(page, { asOf, answer }) {
	await page.waitForFunction(
		(before) =>
			document.querySelector('[data-testid="live-as-of"]').dataset.value !== before.asOf &&
			document.querySelector('.as-of')?.innerText !== before.answer,
		{ asOf, answer },
		{ timeout: 60_000 }
	);
	return page.evaluate(readPage);
}

const url = await address();
// Lines nobody reads would stop the feed once the pipe is full.
live.stdout.resume();
const browser = await launchBrowser();
const { page, failed, errors, outside } = await openPage(browser, `${url}/tmeic/real-time`);
await page.evaluate(() => (window.isSameVisit = true));
await page.getByTestId('filter').selectOption('yorkshire');
await page.evaluate(() => window.scrollTo(0, 400));
await page.waitForFunction(() => document.querySelector('[data-testid="live"]').dataset.state === 'live', null, { timeout: 60_000 });
const first = await page.evaluate(readPage);
const second = await next(page, first);
const third = await next(page, second);
const whileLive = { failed: [...failed], errors: [...errors], outside: [...outside] };
live.kill('SIGTERM');
const code = await ended;
await page.waitForFunction(() => document.querySelector('[data-testid="live"]').dataset.state === 'lost', null, { timeout: 60_000 });
const lost = await page.evaluate(readPage);
await browser.close();
console.log(JSON.stringify({ first, second, third, lost, whileLive, code }));
