// Starts the server that users start, on a free port, for browser tests, screenshots and benchmarks. SITE_FOLDER names
// the site of one audience, which is served with the extract beside it.
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @returns {Promise<{server: {close: () => void}, url: string}>} */
export async function serveSite() {
	const folder = process.env.SITE_FOLDER && resolve(process.env.SITE_FOLDER);
	const ofAudience = folder ? ['--site', folder, '--warehouse', join(dirname(folder), 'bess.duckdb')] : [];
	const server = spawn(join(root, '.venv', 'bin', 'python'), ['-m', 'api', '--port', '0', ...ofAudience], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	// It must not outlive a program that fails: whoever waits for the program's output would wait for ever.
	process.on('exit', () => server.kill());
	for await (const line of createInterface({ input: server.stdout })) {
		const [url] = line.match(/http:\/\/\S+/) ?? [];
		if (url) return { server: { close: () => server.kill() }, url };
	}
	throw new Error('The server ended before it said where it listens.');
}
