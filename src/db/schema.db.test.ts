import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client(database.ownerUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Tables that say nothing of themselves, or have no identity. */
async function silentTables(): Promise<readonly string[]> {
  const { rows } = await client.query<{ complaint: string }>(
    `select n.nspname || '.' || c.relname || case when k.oid is null then ' has no primary key' else ' has no comment' end as complaint
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
      where c.relkind in ('r', 'p')
        and n.nspname in ('public', 'ast')
        and (k.oid is null or obj_description(c.oid, 'pg_class') is null)
      order by 1`,
  );
  return rows.map((one) => one.complaint);
}

it('each table has a primary key and says what it is', async () => {
  const { rows } = await client.query(`select from pg_tables where schemaname in ('public', 'ast')`);
  expect(rows.length).toBeGreaterThan(15);
  expect(await silentTables()).toEqual([]);
});

it('a table without them would be found', async () => {
  await client.query('begin');
  await client.query('create table planted (a int)');
  await client.query('create table planted_twice (a int primary key)');
  expect(await silentTables()).toEqual(['public.planted has no primary key', 'public.planted_twice has no comment']);
  await client.query('rollback');
});
