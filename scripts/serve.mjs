// Serves reports/build on this machine only: byte ranges for Parquet, brotli for the rest.
// Usage: node scripts/serve.mjs [--port 4000]; port 0 takes a free one and prints it.
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sirv from 'sirv';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'reports', 'build');

export function serveSite(port = 0) {
	if (!existsSync(join(folder, 'index.html'))) {
		return Promise.reject(new Error(`No site in ${folder}: run \`make site\` first.`));
	}
	const handler = sirv(folder, { brotli: true, gzip: false, etag: true });
	const server = createServer((request, response) => {
		// Evidence asks for /api//<page>: on disk there is one slash.
		const [path, ...search] = request.url.split('?');
		request.url = [path.replaceAll(/\/{2,}/g, '/'), ...search].join('?');
		handler(request, response, () => {
			response.statusCode = 404;
			response.end('Not found');
		});
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () =>
			resolve({ server, url: `http://127.0.0.1:${server.address().port}` })
		);
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { values } = parseArgs({ options: { port: { type: 'string', default: '4000' } } });
	const { url } = await serveSite(Number(values.port)).catch((error) => {
		console.error(error.message);
		process.exit(1);
	});
	console.log(`${url} (Ctrl-C stops it)`);
}
