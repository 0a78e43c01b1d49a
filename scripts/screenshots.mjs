// Pictures of every finished page: light, dark and phone, into data/screenshots (not in git), and the
// README's picture of the first dashboard. Usage: npm run screenshots [page …]
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser, openPage } from './browser.mjs';
import { serveSite } from './serve.mjs';
import { finishedPages } from './site-pages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'data', 'screenshots');
const LOOKS = {
	light: { width: 1440, height: 900 },
	dark: { width: 1440, height: 900, dark: true },
	phone: { width: 390, height: 844 }
};

mkdirSync(folder, { recursive: true });
const { server, url } = await serveSite();
const browser = await launchBrowser();
const wanted = process.argv.slice(2);
const pages = finishedPages().filter((path) => !wanted.length || wanted.includes(path));
for (const path of pages) {
	const name = path === '/' ? 'index' : path.slice(1).replaceAll('/', '-');
	for (const [look, options] of Object.entries(LOOKS)) {
		const { page, context } = await openPage(browser, url + path, options);
		await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
		if (name === 'enka-portfolio' && look === 'light') {
			await page.screenshot({ path: join(root, 'docs', 'portfolio.png') });
		}
		await context.close();
	}
	console.log(`${path}: ${Object.keys(LOOKS).join(', ')}`);
}
await browser.close();
server.close();
