// The world that browser programs look at: WORLD names it (demo), SITE_FOLDER another site than the owner's.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const worldName = process.env.WORLD ?? 'demo';
export const worldFolder = join(root, 'data', worldName);
export const siteFolder = () => resolve(process.env.SITE_FOLDER ?? join(worldFolder, 'site'));
