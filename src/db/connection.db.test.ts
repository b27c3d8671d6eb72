import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { asSuperUser } from '../testing/testCluster.ts';
import { withConnection } from './connection.ts';
import { openPool } from './pool.ts';
import { row, rows, sql } from './sql.ts';
import { transaction } from './transaction.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.ownerUrl, { max: 2, name: 'test' }, () => undefined);
  await pool.query('create table thing (id int primary key)');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const pidOf = async (tx: Parameters<typeof rows>[0]) =>
  (await row<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`))?.pid ?? 0;
const end = (pid: number) =>
  asSuperUser(inject('testCluster'), 'postgres', (client) => client.query('select pg_terminate_backend($1, 5000)', [pid]));
const count = async () => (await withConnection(pool, (tx) => rows(tx, sql`select id from thing`))).length;

test('a transaction commits what was done, or nothing', async () => {
  await transaction(pool, (tx) => rows(tx, sql`insert into thing values (1)`));
  const mistake = new Error('a mistake');
  const failing = transaction(pool, async (tx) => {
    await rows(tx, sql`insert into thing values (2)`);
    throw mistake;
  });
  await expect(failing).rejects.toBe(mistake);
  expect(await count()).toBe(1);
});

test('a connection that is ended between two statements is "not now", the process lives, and the next one works', async () => {
  const cut = transaction(pool, async (tx) => {
    await rows(tx, sql`insert into thing values (3)`);
    await end(await pidOf(tx));
    await rows(tx, sql`insert into thing values (4)`);
  });
  await expect(cut).rejects.toMatchObject({ code: 'database_unavailable', cause: expect.any(Error) });
  expect(await count()).toBe(1);
});

test('a connection that is ended while we think is noticed too', async () => {
  const cut = transaction(pool, async (tx) => {
    await rows(tx, sql`insert into thing values (5)`);
    await end(await pidOf(tx));
  });
  await expect(cut).rejects.toMatchObject({ code: 'database_unavailable' });
  expect(await count()).toBe(1);
});

test('no connection to be had is "not now"', async () => {
  const nowhere = openPool('postgres://nobody@127.0.0.1:9/none', { max: 1, name: 'test' }, () => undefined);
  await expect(withConnection(nowhere, (tx) => rows(tx, sql`select 1`))).rejects.toMatchObject({ code: 'database_unavailable' });
  await nowhere.end();
});

test('a statement that the database refuses keeps its own error', async () => {
  await expect(withConnection(pool, (tx) => rows(tx, sql`insert into thing values (1)`))).rejects.toMatchObject({
    code: '23505',
  });
  await expect(withConnection(pool, (tx) => rows(tx, sql`select ${'x'}::int`))).rejects.toMatchObject({ code: '22P02' });
});
