import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: question, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('each role signs in as itself', async () => {
  expect(await ask(database.ownerUrl, 'select current_user')).toBe('vsppanel_owner');
  expect(await ask(database.appUrl, 'select current_user')).toBe('vsppanel_app');
  expect(await ask(database.readUrl, 'select current_user')).toBe('vsppanel_read');
});

test('the reading role cannot write, even where a grant would allow it', async () => {
  await expect(ask(database.readUrl, 'create table t (n int)')).rejects.toMatchObject({
    code: expect.stringMatching(/^(25006|42501)$/),
  });
});

test('two databases share nothing', async () => {
  const other = await createTestDatabase();
  await ask(other.ownerUrl, 'create table only_here (n int)');
  expect(await ask(database.ownerUrl, "select to_regclass('only_here')")).toBeNull();
  await other.drop();
  await expect(ask(other.ownerUrl, 'select 1')).rejects.toMatchObject({ code: '3D000' });
});
