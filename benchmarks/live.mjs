// How long from landing to screen: `node benchmarks/live.mjs [minutes] [options of python -m live]`. Follows the demo in a
// real browser and prints, for each minute that landed, seconds until it was published and until the page showed it.
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { launchBrowser, openPage } from '../render/browser.mjs';

const [count = '5', ...options] = process.argv.slice(2);
const root = options.includes('--root') ? options[options.indexOf('--root') + 1] : 'data/demo/live';
const live = spawn('.venv/bin/python', ['-m', 'live', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
process.on('exit', () => live.kill());
// Without this a program that is told to stop would leave the other running.
process.on('SIGTERM', () => process.exit(1));

let url;
for await (const line of createInterface({ input: live.stdout })) {
	console.error(line);
	[url] = line.match(/http:\/\/\S+/) ?? [];
	if (url) break;
}
live.stdout.resume();

/** The last landing: instant it reaches, and when it was done [ms]. */
const landing = () => ({
	until: JSON.parse(readFileSync(`${root}/feed.json`, 'utf8')).landed_until,
	at: statSync(`${root}/feed.json`).mtimeMs
});

const browser = await launchBrowser();
const { page } = await openPage(browser, `${url}/tmeic/real-time`);
/** Waits until a query of the page has brought another as-of, and says when. */
const shown = (before) =>
	page.waitForFunction(
		(text) => {
			const found = document.querySelector('.as-of')?.innerText;
			return found && found !== text && { text: found, at: Date.now() };
		},
		before,
		{ polling: 50, timeout: 300_000 }
	);

const measured = [];
let seen = await (await shown('')).jsonValue();
while (measured.length < Number(count)) {
	const before = landing();
	while (landing().at === before.at) await new Promise((resolve) => setTimeout(resolve, 20));
	const landed = landing();
	seen = await (await shown(seen.text)).jsonValue();
	const published = statSync(`${root}/bess.duckdb`).mtimeMs;
	const seconds = (at) => Math.round((at - landed.at) / 100) / 10;
	measured.push({ landed_until: landed.until, published_s: seconds(published), on_screen_s: seconds(seen.at) });
	console.error(JSON.stringify(measured.at(-1)));
}
await browser.close();
live.kill('SIGTERM');
console.log(JSON.stringify(measured, null, 1));
