// Builds the site of a composed project into its build/: node render/build-site.mjs PROJECT. Evidence exits 0 when
// a page's SQL fails, never cleans its output, and ships a second database engine for browsers older than 2021; this
// script closes all three gaps.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = resolve(process.argv[2]);
const output = join(reports, 'build');
const manifest = join(reports, '.evidence', 'template', 'static', 'data', 'manifest.json');
const COMPRESSED = new Set(['.js', '.css', '.html', '.json', '.svg', '.wasm', '.arrow']);

function fail(sentence) {
	console.error(`site build: ${sentence}`);
	process.exit(1);
}

function run(command, args, cwd) {
	return new Promise((resolve) => {
		let log = '';
		const child = spawn(command, args, { cwd, env: { ...process.env, CI: '1' } });
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				log += chunk;
				process.stdout.write(chunk);
			});
		}
		child.on('close', (code) => resolve({ code, log }));
	});
}

function* filesBelow(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* filesBelow(path);
		else yield path;
	}
}

if (!existsSync(manifest)) fail('no source data; `python -m render` reads the sources first.');
rmSync(output, { recursive: true, force: true });
rmSync(join(reports, '.evidence', 'template', 'build'), { recursive: true, force: true });

const { code, log } = await run(join(root, 'node_modules', '.bin', 'evidence'), ['build'], reports);
if (code !== 0) fail(`evidence build ended with code ${code}.`);
if (/Error in Query!/.test(log)) fail('a page query failed; search the log above for "Error in Query!".');
if (!existsSync(join(output, 'index.html'))) fail('no index.html was written.');

for (const path of filesBelow(output)) {
	if (/duckdb-(mvp|browser-mvp)[^/]*\.(wasm|js)$/.test(path)) rmSync(path);
}
for (const path of [...filesBelow(output)]) {
	if (!COMPRESSED.has(extname(path)) || statSync(path).size < 1024) continue;
	const text = readFileSync(path);
	const params = { [constants.BROTLI_PARAM_QUALITY]: text.length > 4e6 ? 5 : 9 };
	writeFileSync(`${path}.br`, brotliCompressSync(text, { params }));
}
