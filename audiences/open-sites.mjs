// Opens pages of every audience's site in a browser without internet, as its reader would: no error in the console, no
// request that fails or leaves this machine. And looks into what is packed for sending: it must be the file beside it.
// Usage: node audiences/open-sites.mjs [audience …]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { launchBrowser, openPage } from '../render/browser.mjs';
import { serveSite } from '../render/serve.mjs';
import { sampledPages } from '../render/site-pages.mjs';
import { worldFolder } from '../render/world.mjs';

const folder = join(worldFolder, 'audiences');
const wanted = process.argv.slice(2);
const names = (wanted.length ? wanted : readdirSync(folder)).filter((name) => existsSync(join(folder, name, 'site')));
let complaints = 0;

function complain(sentence) {
	console.error(sentence);
	complaints += 1;
}

function checkPacked(site) {
	for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath ?? entry.path, entry.name);
		if (!entry.isFile() || !path.endsWith('.br')) continue;
		const plain = path.slice(0, -'.br'.length);
		if (!existsSync(plain) || !brotliDecompressSync(readFileSync(path)).equals(readFileSync(plain))) {
			complain(`${path} is not the file beside it.`);
		}
	}
}

for (const name of names) {
	const site = join(folder, name, 'site');
	checkPacked(site);
	// Says which site is served and whose pages are listed.
	process.env.SITE_FOLDER = site;
	const { server, url } = await serveSite();
	const browser = await launchBrowser();
	const pages = sampledPages({ every: Boolean(process.env.EVERY_PAGE) });
	for (const path of pages) {
		const { context, outside, failed, errors } = await openPage(browser, url + path);
		for (const sentence of [...outside, ...failed, ...errors]) complain(`${name}${path}: ${sentence}`);
		await context.close();
	}
	await browser.close();
	server.close();
	console.log(`${name}: ${pages.length} pages opened`);
}
process.exit(complaints ? 1 : 0);
