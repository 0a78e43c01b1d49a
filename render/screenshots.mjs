// Pictures of the pages: light, dark, phone, and printed to A4, into data/screenshots (not in git), and the README's
// picture of the first dashboard. Of pages made from one template the first and the last. Usage: npm run screenshots
// [page …]; with SITE_FOLDER of the site of one audience, into the folder `screenshots` beside it.
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser, openPage, printPage } from './browser.mjs';
import { serveSite } from './serve.mjs';
import { sampledPages } from './site-pages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const site = process.env.SITE_FOLDER;
const folder = site ? join(dirname(resolve(site)), 'screenshots') : join(root, 'data', 'screenshots');
const LOOKS = {
	light: { width: 1440, height: 900 },
	dark: { width: 1440, height: 900, dark: true },
	phone: { width: 390, height: 844 }
};

mkdirSync(folder, { recursive: true });
const { server, url } = await serveSite();
const browser = await launchBrowser();
const wanted = process.argv.slice(2);
const pages = sampledPages().filter((path) => !wanted.length || wanted.includes(path));
for (const path of pages) {
	const name = path === '/' ? 'index' : path.slice(1).replaceAll('/', '-');
	for (const [look, options] of Object.entries(LOOKS)) {
		const { page, context } = await openPage(browser, url + path, options);
		// Evidence's own charts grow into place.
		await page.waitForTimeout(700);
		await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
		if (!site && name === 'enka-portfolio' && look === 'light') {
			await page.screenshot({ path: join(root, 'docs', 'portfolio.png') });
		}
		if (look === 'light') await printPage(page, join(folder, `${name}.pdf`));
		await context.close();
	}
	console.log(`${path}: ${Object.keys(LOOKS).join(', ')}`);
}
await browser.close();
server.close();
