import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { freePort } from './freePort.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { prepareDatabase, superPassword } from './prepareDatabase.ts';

let folder: string;
let running: RunningPostgres | null = null;
beforeEach(() => {
  // 0700 and, when root runs the tests, root's own: the worst place that a fresh clone can be in.
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-postgres-'));
});
afterEach(async () => {
  await running?.stop(10);
  running = null;
  rmSync(folder, { recursive: true });
});

const config = () => readConfig({ VSPPANEL_DATA: folder }, '/');

async function start(port: number): Promise<RunningPostgres> {
  running = await startPostgres({
    folder: join(folder, 'postgres'),
    port,
    superPassword: superPassword(config()),
    logFile: join(folder, 'log', 'postgres.log'),
    durability: 'safe',
  });
  return running;
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('starts in a closed folder, keeps its data over a stop and over a kill, and leaves nothing running', async () => {
  const port = await freePort('127.0.0.1');
  const first = await start(port);
  const database = await prepareDatabase(config(), port);
  expect(await ask(database.appUrl, 'show synchronous_commit')).toBe('on');
  expect(await ask(database.engine ? database.readUrl : '', 'show default_transaction_read_only')).toBe('on');
  await ask(database.ownerUrl, 'create table kept as select 42 as n');
  await first.stop();
  expect(await first.exited).toBe('exit code 0');
  await expect(ask(database.ownerUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

  const second = await start(port);
  expect(await prepareDatabase(config(), port)).toEqual(database);
  expect(await ask(database.ownerUrl, 'select n from kept')).toBe(42);
  process.kill(second.pid, 'SIGKILL');
  expect(await second.exited).toBe('signal SIGKILL');

  await start(port);
  expect(await ask(database.ownerUrl, 'select n from kept')).toBe(42);
  if (process.getuid?.() === 0) expect(statSync(join(folder, 'postgres')).uid).not.toBe(0);
  expect(statSync(join(folder, 'secrets', 'database-app')).mode & 0o777).toBe(0o600);
});

test('a port that somebody else has is said, with the log of the server', async () => {
  const port = await freePort('127.0.0.1');
  await start(port);
  const other = startPostgres({
    folder: join(folder, 'other'),
    port,
    superPassword: 'x'.repeat(24),
    logFile: join(folder, 'log', 'other.log'),
    durability: 'fast',
  });
  await expect(other).rejects.toThrow(/Another PostgreSQL answers|Address already in use/);
});

test('an existing database is used with DATABASE_URL; one that may forget is refused; rights that lack are told as SQL', async () => {
  const port = await freePort('127.0.0.1');
  await start(port);
  const admin = `postgres://postgres:${superPassword(config())}@127.0.0.1:${port}`;
  await ask(`${admin}/postgres`, 'create database theirs');
  await ask(`${admin}/postgres`, "create role weak login password 'weak'");
  const given = (url: string) => readConfig({ VSPPANEL_DATA: folder, DATABASE_URL: url }, '/');

  const weak = prepareDatabase(given(`postgres://weak:weak@127.0.0.1:${port}/theirs`), 0);
  await expect(weak).rejects.toThrow(/create role vsppanel_owner login password 'SCRAM-SHA-256/);
  const sql = await weak.catch((error: Error) => error.message.slice(error.message.indexOf('create role vsppanel')));
  for (const statement of (sql as string).split(';\n')) if (statement.trim()) await ask(`${admin}/theirs`, statement);
  const database = await prepareDatabase(given(`postgres://weak:weak@127.0.0.1:${port}/theirs`), 0);
  expect(await ask(database.ownerUrl, 'select current_database()')).toBe('theirs');

  await ask(`${admin}/postgres`, 'alter role weak set synchronous_commit = off');
  await expect(prepareDatabase(given(`postgres://weak:weak@127.0.0.1:${port}/theirs`), 0)).rejects.toThrow(
    'forget the last moments',
  );
});
