// Starts `python -m live` with the arguments given, opens the real-time page and prints as JSON what it showed: as built,
// after minutes have landed, after the server has ended, and from a plain file server. It judges nothing.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { launchBrowser, openPage } from '../../render/browser.mjs';

const live = spawn('.venv/bin/python', ['-m', 'live', ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => live.kill());
// Without this a program that is told to stop would leave the other running.
process.on('SIGTERM', () => process.exit(1));
const ended = new Promise((resolve) => live.on('close', resolve));

async function address(server) {
	for await (const line of createInterface({ input: server.stdout })) {
		const [url] = line.match(/http:\/\/[\d.:]+/) ?? [];
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

const url = await address(live);
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
const plain = await readFromFiles();
await browser.close();
console.log(JSON.stringify({ first, second, third, lost, whileLive, code, plain }));

/** The page from a server that knows nothing of live data: what it says, and what it asked for besides files. */
async function readFromFiles() {
	const server = spawn('.venv/bin/python', ['-u', '-m', 'http.server', '--directory', 'data/demo/site', '--bind', '127.0.0.1', '0'], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	process.on('exit', () => server.kill());
	const asked = [];
	const context = await browser.newContext();
	const page = await context.newPage();
	page.on('request', (request) => asked.push(new URL(request.url()).pathname));
	await page.goto(`${await address(server)}/tmeic/real-time/`, { waitUntil: 'networkidle' });
	const shown = await page.evaluate(readPage);
	server.kill();
	return { ...shown, asked };
}
