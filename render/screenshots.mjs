// Pictures of the pages: light, dark, phone, and printed to A4, into `screenshots` beside the site (not in git), and the README's
// picture of the first dashboard. Of pages made from one template the first and the last. Usage: npm run screenshots
// [page …]; WORLD names the world, SITE_FOLDER the site of one audience.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launchBrowser, openPage, printPage } from './browser.mjs';
import { serveSite } from './serve.mjs';
import { sampledPages } from './site-pages.mjs';
import { root, siteFolder, worldName } from './world.mjs';

const folder = join(dirname(siteFolder()), 'screenshots');
const isOwnersDemo = worldName === 'demo' && !process.env.SITE_FOLDER;
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
		if (isOwnersDemo && name === 'enka-portfolio' && look === 'light') {
			await page.screenshot({ path: join(root, 'docs', 'portfolio.png') });
		}
		if (look === 'light') await printPage(page, join(folder, `${name}.pdf`));
		await context.close();
	}
	console.log(`${path}: ${Object.keys(LOOKS).join(', ')}`);
}
await browser.close();
server.close();
