import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCard } from '../src/actions/cards/addCard.ts';
import { type ActionContext, run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { isPortalAccess } from '../src/core/access/portal.ts';
import { hasLuhnDigit } from '../src/core/base/id.ts';
import { instant } from '../src/core/base/time.ts';
import { openPool } from '../src/db/pool.ts';
import * as accounts from '../src/http/contract/accounts.ts';
import * as cards from '../src/http/contract/cards.ts';
import { cardKeyReader } from '../src/supervisor/cardKeys.ts';
import { secret } from '../src/supervisor/secret.ts';
import { openTestAccount } from '../src/testing/accounts.ts';
import { cardOf } from '../src/testing/cards.ts';
import { contractEndpoints } from '../src/testing/contract.ts';
import { type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Operator, password } from '../src/testing/operator.ts';
import { openSafe } from '../src/vault/safe.ts';

/** Every number of this story begins so: a leak is found by these digits, however it is written. */
const marker = '47182818284';
const planted = '47182818000';
let count = 0;
function markedNumber(): string {
  count += 1;
  const digits = marker + String(count).padStart(4, '0');
  return [...'0123456789'].map((last) => digits + last).find(hasLuhnDigit) ?? '';
}

let instance: Instance;
let operator: Operator;
let routeId: string;
beforeAll(async () => {
  instance = await startInstance({ withCalls: false });
  operator = await becomeOperator(instance, [{ prefix: '61', price: '0.10' }]);
  const provider = await operator.addProvider('Test carrier', '', 5060, 'test');
  routeId = await operator.addRoute('Test calls', [provider]);
});
afterAll(() => instance?.stop());

/** In clear, in groups, and as the hexadecimal that PostgreSQL writes of bytes. */
function spellings(digits: string): readonly string[] {
  return [digits, digits.replace(/(.{4})(?=.)/g, '$1 '), Buffer.from(digits).toString('hex')];
}
const holds = (text: string | Buffer, digits: string): boolean => spellings(digits).some((one) => text.includes(one));

/** Every row of every table, as text. */
async function dump(): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: instance.database.ownerUrl });
  await client.connect();
  try {
    await client.query('checkpoint').catch(() => undefined);
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const found = [];
    for (const { name } of tables.rows)
      found.push(...(await client.query<{ line: string }>(`select t::text as line from ${name} t`)).rows);
    return found.map((one) => one.line);
  } finally {
    await client.end();
  }
}

/** Everything below the data folder: heap and WAL of PostgreSQL, logs, secrets. */
function filesWith(digits: string): readonly string[] {
  const files = readdirSync(instance.data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.map((one) => join(one.parentPath, one.name)).filter((path) => holds(readFileSync(path), digits));
}

/** What endpoints that answer a question must be asked. */
const questions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/settings/next-numbers': { baseNumber: '100000' },
  '/accounts/:id/statement': { at: new Date().toISOString() },
};

/** The answers of every GET endpoint that has no id but an account's. */
async function everythingAbout(accountId: string): Promise<string> {
  const reads = [...contractEndpoints.values()].filter(
    ({ method, path, access }) =>
      method === 'GET' && !isPortalAccess(access) && (!path.includes(':') || /^\/accounts\/:id(\/[a-z-]+)?$/.test(path)),
  );
  expect(reads.length).toBeGreaterThan(15);
  const answers = [];
  for (const read of reads) {
    const query = questions[read.path] ?? {};
    answers.push(JSON.stringify(await operator.api.call(read, { params: { id: accountId }, query })));
  }
  return answers.join('\n');
}

test('a hundred cards leave no trace of their numbers in database, WAL, files, logs or answers', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 100; i += 1) {
    const body = { lastName: `Card ${i}`, billingPackageId: operator.packageId, routeId, card: cardOf(markedNumber()) };
    const { account } = await operator.api.call(accounts.addAccount, { body });
    ids.push(account.id);
  }
  const id = ids[0] ?? '';
  // The ways in which a number could go astray: shown, refused, replaced, removed, typed into another field.
  const [card] = (await operator.api.call(cards.listCards, { params: { id } })).items;
  const params = { id, cardId: card?.id ?? '' };
  const shown = await operator.api.call(cards.revealCard, { params, body: { password, reason: 'story' } });
  expect(shown.number.startsWith(marker)).toBe(true);
  const wrong = { ...cardOf(markedNumber()), expiry: '01/20' };
  const { faults } = await operator.api.refused(cards.addCard, { params: { id }, body: wrong });
  expect(JSON.stringify(faults)).not.toContain(marker);
  await operator.api.refused(cards.revealCard, { params, body: { password, reason: `for ${shown.number}` } });
  await operator.api.refused(cards.addCard, { params: { id }, body: { ...cardOf(), holder: shown.number } });
  await operator.api.call(cards.replaceCard, { params, body: cardOf(markedNumber()) });
  // What must be found, or the search finds nothing at all.
  await operator.api.call(accounts.addNote, { params: { id }, body: { body: planted } });

  const rows = await dump();
  expect(rows.filter((line) => holds(line, planted)).length).toBeGreaterThan(0);
  expect(rows.filter((line) => holds(line, marker))).toEqual([]);
  expect(filesWith(planted)).toContainEqual(expect.stringContaining('/pg_wal/'));
  expect(filesWith(marker)).toEqual([]);
  for (const one of ids.slice(0, 3)) {
    const answers = await everythingAbout(one);
    expect(holds(answers, marker)).toBe(false);
    if (one === id) expect(holds(answers, planted)).toBe(true);
  }
  // Nor do the keys lie where the cards are.
  const keys = readFileSync(join(instance.data, 'secrets', 'card-keys'), 'utf8').trim();
  const keyBytes = Buffer.from(keys, 'base64').toString('hex');
  expect(rows.filter((line) => line.includes(keys) || line.includes(keyBytes))).toEqual([]);
});

test('a rotation that is killed half-way goes on where it was; nobody notices, every card opens, the old key goes', async () => {
  const context = contextOf(instance);
  for (let i = 0; i < 90; i += 1) {
    const wishes = { billingPackageId: BigInt(operator.packageId), routeId: BigInt(routeId) };
    const { accountId } = await openTestAccount(context, wishes);
    for (let k = 0; k < 10; k += 1) await run(context, systemActor, addCard, { accountId, card: cardOf(markedNumber()) });
  }
  await context.pool.end();
  const before = await cardsByKey();
  expect(before).toHaveLength(1);

  const killed = await rotateKey((said) => /^\d+ of \d+ cards/m.test(said));
  expect(killed.signal).toBe('SIGKILL');
  expect(await cardsByKey()).toHaveLength(2);
  expect(keyFile()).toHaveLength(2);
  await revealOne();

  const ended = await rotateKey(() => false);
  expect(ended).toMatchObject({ code: 0, said: expect.stringMatching(/Going on[\s\S]*Done/) });
  const after = await cardsByKey();
  expect(after).toEqual([{ key_id: expect.not.stringContaining(before[0]?.key_id ?? ''), n: before[0]?.n }]);
  expect(keyFile()).toHaveLength(1);
  await revealOne();
  expect(filesWith(marker)).toEqual([]);
});

const keyFile = () =>
  readFileSync(join(instance.data, 'secrets', 'card-keys'), 'utf8')
    .trim()
    .split('\n');

/** The first of all cards: a rotation moves it first. */
async function revealOne(): Promise<void> {
  const { items } = await operator.api.call(accounts.listAccounts, { query: { search: 'Card 50' } });
  const id = items[0]?.id ?? '';
  const [card] = (await operator.api.call(cards.listCards, { params: { id } })).items;
  const params = { id, cardId: card?.id ?? '' };
  const { number } = await operator.api.call(cards.revealCard, { params, body: { password, reason: 'story' } });
  expect(number.startsWith(marker) && number.endsWith(card?.lastFour ?? 'none')).toBe(true);
}

async function cardsByKey(): Promise<readonly { key_id: string; n: number }[]> {
  const client = new pg.Client({ connectionString: instance.database.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ key_id: string; n: number }>(
    'select key_id, count(*)::int as n from payment_card group by key_id order by n',
  );
  await client.end();
  return rows;
}

/** The real command; killed with -9 as soon as `isEnough` of what it said. */
function rotateKey(isEnough: (said: string) => boolean): Promise<{ code: number | null; signal: string | null; said: string }> {
  return new Promise((resolve, reject) => {
    const program = join(import.meta.dirname, '..', 'src', 'cli.ts');
    const child = spawn(process.execPath, [program, 'cards', 'rotate-key'], {
      env: { ...process.env, VSPPANEL_DATA: instance.data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (chunk: Buffer) => {
      said += String(chunk);
      if (isEnough(said)) child.kill('SIGKILL');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, said }));
  });
}

/** What the panel's own process works with. */
function contextOf({ data, database }: Instance): ActionContext {
  const pool = openPool(database.appUrl, { max: 2, name: 'story' }, () => undefined);
  const cardKeys = cardKeyReader({ kind: 'file', file: join(data, 'secrets', 'card-keys') }, () => undefined);
  return { pool, clock: () => instant(Date.now()), safe: openSafe(secret(data, 'seal')), cardKeys };
}
