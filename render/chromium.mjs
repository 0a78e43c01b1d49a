// Where the browser is: the one CHROMIUM_PATH names, the system's, or the one that npm installed.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const shipped = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules', '@sparticuz', 'chromium');

/** @returns {Promise<{executablePath: string, env?: Record<string, string>}>} what Playwright launches */
export async function chromiumToLaunch() {
	const executablePath = process.env.CHROMIUM_PATH ?? SYSTEM.find((path) => existsSync(path));
	return executablePath ? { executablePath } : packaged();
}

/** The browser of the package with its libraries and a font: a bare machine has neither. */
async function packaged() {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error('No Chromium found: install one, or name it in CHROMIUM_PATH. The one from npm is for x86-64 Linux.');
	}
	// Inside the package: another version of it takes the unpacked one away with it.
	const folder = join(shipped, 'unpacked');
	if (!existsSync(folder)) await unpack(folder);
	const { LD_LIBRARY_PATH, ...others } = process.env;
	return {
		executablePath: join(folder, 'chromium'),
		env: {
			...others,
			LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), LD_LIBRARY_PATH].filter(Boolean).join(':'),
			FONTCONFIG_FILE: join(folder, 'fonts.conf')
		}
	};
}

/** Unpacks beside the folder and renames: programs that start at the same time find all of it or nothing. */
async function unpack(folder) {
	const unfinished = `${folder}.${process.pid}`;
	mkdirSync(unfinished, { recursive: true });
	const { TMPDIR } = process.env;
	// The package unpacks into the folder for temporary files, under names that every other project uses too.
	process.env.TMPDIR = unfinished;
	const { inflate } = await import('@sparticuz/chromium');
	for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']) await inflate(join(shipped, 'bin', name));
	if (TMPDIR === undefined) delete process.env.TMPDIR;
	else process.env.TMPDIR = TMPDIR;
	// The shipped configuration names folders of another machine.
	const fonts = `<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`;
	writeFileSync(join(unfinished, 'fonts.conf'), `<?xml version="1.0"?>\n${fonts}\n`);
	try {
		renameSync(unfinished, folder);
	} catch (error) {
		rmSync(unfinished, { recursive: true });
		if (!existsSync(folder)) throw error;
	}
}
