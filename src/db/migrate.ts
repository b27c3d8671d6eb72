import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);
const lockKey = 7_705_061;

export type MigrateOptions = { readonly log?: (line: string) => void };

/**
 * Brings the database up to this program: every `NNNN_name.sql` not yet applied, in order, each in a transaction of its own,
 * one program at a time. Returns how many were applied. Throws when an applied file has changed or the database is newer
 * than this program.
 */
export async function migrate(connectionString: string, options: MigrateOptions = {}): Promise<number> {
  const client = new pg.Client({ connectionString, application_name: 'vsppanel migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    return await applyMissing(client, await readMigrations(), options.log ?? (() => undefined));
  } finally {
    await client.end();
  }
}

type Migration = { readonly name: string; readonly text: string; readonly checksum: string };

async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[], log: (line: string) => void): Promise<number> {
  await client.query(`create table if not exists migration (
    name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  await client.query(`comment on table migration is 'What has been applied to this database, with the SHA-256 of each file.'`);
  const applied = await client.query<{ name: string; checksum: string }>('select name, checksum from migration');
  const known = new Map(applied.rows.map((one) => [one.name, one.checksum]));
  const stranger = applied.rows.find((one) => !migrations.some((migration) => migration.name === one.name));
  if (stranger)
    throw new Error(`The database was upgraded by a newer vspPanel (${stranger.name}). Start that version, or restore a backup.`);
  let count = 0;
  for (const migration of migrations) {
    const checksum = known.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined)
      throw new Error(`The migration ${migration.name} was changed after it had been applied. Restore the file.`);
    await applyOne(client, migration);
    log(migration.name);
    count += 1;
  }
  return count;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into migration (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
