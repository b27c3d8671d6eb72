import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './source.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['src', 'bench', 'simulation', 'stories', 'scripts', 'docs', 'deploy'];
const kinds = /\.(?:ts|tsx|mjs|md)$/;

/** Every file of the project that the house rules speak of. */
export function readTree(): readonly SourceFile[] {
  const entries = [...readdirSync(root, { withFileTypes: true }), ...folders.flatMap((folder) => readdirIfThere(folder))];
  return entries
    .filter((entry) => entry.isFile() && kinds.test(entry.name))
    .map((entry) => `${entry.parentPath.replace(/\/?$/, '/')}${entry.name}`)
    .map((path) => ({ path: path.slice(root.length), text: readFileSync(path, 'utf8') }));
}

function readdirIfThere(folder: string) {
  try {
    return readdirSync(`${root}${folder}`, { withFileTypes: true, recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
