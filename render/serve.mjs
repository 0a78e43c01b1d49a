// Starts the server that users start, on a free port, for browser tests, screenshots and benchmarks. SITE_FOLDER names
// the site of one audience, which is served with the extract beside it.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { root, siteFolder, worldName } from './world.mjs';

/** @returns {Promise<{server: {close: () => void}, url: string}>} */
export async function serveSite() {
	const folder = siteFolder();
	const files = ['--site', folder, '--warehouse', join(dirname(folder), 'bess.duckdb')];
	const server = spawn(join(root, '.venv', 'bin', 'python'), ['-m', 'api', '--world', worldName, '--port', '0', ...files], {
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
