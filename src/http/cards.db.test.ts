import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApiKey } from '../actions/apiKeys/addApiKey.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { furnish } from '../testing/accounts.ts';
import { cardOf, randomCardNumber } from '../testing/cards.ts';
import { startTestPanel, type TestPanel, testPassword } from '../testing/panel.ts';
import { readTree } from '../tidy/tree.ts';

let panel: TestPanel;
let cookie: string;
const logged: string[] = [];
beforeAll(async () => {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  panel = await startTestPanel({ log });
  await furnish(panel.context);
  cookie = await panel.signIn('super_user');
});
afterAll(() => panel.close());

const number = randomCardNumber();
async function customerWithCard(card: object = cardOf(number)): Promise<{ accountId: string; cardId: string }> {
  const added = await panel.ask('POST', '/accounts', { cookie, body: { lastName: 'Doe', card } });
  expect(added.statusCode, added.body).toBe(201);
  const accountId = added.json().account.id;
  const { items } = (await panel.ask('GET', `/accounts/${accountId}/cards`, { cookie })).json();
  return { accountId, cardId: items[0].id };
}

test('a card is added with its account, listed masked, shown after password and reason, replaced, removed', async () => {
  const { accountId, cardId } = await customerWithCard();
  const list = await panel.ask('GET', `/accounts/${accountId}/cards`, { cookie });
  expect(list.json().items).toMatchObject([
    { id: cardId, brand: 'visa', lastFour: number.slice(-4), expiry: '2040-05', isExpired: false },
  ]);
  const body = { password: testPassword, reason: 'the bank called' };
  const shown = await panel.ask('POST', `/accounts/${accountId}/cards/${cardId}/reveal`, { cookie, body });
  expect(shown.json()).toEqual({ number });
  expect(shown.headers['cache-control']).toBe('no-store');
  const next = await panel.ask('PUT', `/accounts/${accountId}/cards/${cardId}`, { cookie, body: cardOf('378282246310005') });
  expect(next.json()).toMatchObject({ brand: 'amex', lastFour: '0005' });
  const gone = await panel.ask('DELETE', `/accounts/${accountId}/cards/${next.json().id}`, { cookie });
  expect(gone.json()).toEqual({});
  expect((await panel.ask('GET', `/accounts/${accountId}/cards`, { cookie })).json()).toEqual({ items: [] });
});

test('a wrong password is a fault at its field and may not be stored by caches either', async () => {
  const { accountId, cardId } = await customerWithCard();
  const body = { password: 'wrong', reason: 'the bank called' };
  const refused = await panel.ask('POST', `/accounts/${accountId}/cards/${cardId}/reveal`, { cookie, body });
  expect(refused.statusCode).toBe(401);
  expect(refused.json()).toMatchObject({ code: 'wrong_credentials', faults: [{ field: 'password' }] });
  expect(refused.headers['cache-control']).toBe('no-store');
});

test.each([
  [{ password: testPassword, reason: '' }, 'reason'],
  [{ password: testPassword, reason: `for ${number}` }, 'reason'],
  [{ password: '', reason: 'the bank called' }, 'password'],
])('to see a number, %o is not enough', async (body, field) => {
  const { accountId, cardId } = await customerWithCard();
  const refused = await panel.ask('POST', `/accounts/${accountId}/cards/${cardId}/reveal`, { cookie, body });
  expect(refused.json()).toMatchObject({ code: 'invalid_input', faults: [{ field }] });
});

test.each(['administrator', 'super_user'] as const)(
  'an API key of level %s is refused, with the right password and all',
  async (level) => {
    const { accountId, cardId } = await customerWithCard();
    const { key } = await run(panel.context, systemActor, addApiKey, { name: level, level, expiresAt: null });
    const body = { password: testPassword, reason: 'the bank called' };
    const refused = await panel.ask('POST', `/accounts/${accountId}/cards/${cardId}/reveal`, { key, body });
    expect(refused.statusCode).toBe(403);
    expect((await panel.ask('GET', `/accounts/${accountId}/cards`, { key })).statusCode).toBe(200);
  },
);

describe('the security code', () => {
  test.each(['cvv', 'cvc', 'securityCode', 'csc'])(
    'is refused when somebody sends it as %s, and is not repeated',
    async (name) => {
      const sent = { ...cardOf(), [name]: '8362' };
      const refused = await panel.ask('POST', '/accounts', { cookie, body: { lastName: 'Doe', card: sent } });
      expect(refused.json()).toMatchObject({ code: 'invalid_input', faults: [{ field: `card.${name}` }] });
      expect(refused.body).not.toContain('8362');
    },
  );

  const code = /\b(?:cvv|cvc|cvn|csc|cid)2?\b|security[-_]?code|card[-_]?code|verification[-_]?(?:code|value)/i;
  test('has no field in the contract, no column in a migration, no input on a page', () => {
    const files = readTree().filter(
      ({ path }) => /^src\/(?:db|http\/contract|web|core|actions)\//.test(path) && !/\.test\.tsx?$/.test(path),
    );
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter(({ text }) => code.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('would be found', () => {
    for (const text of ['name="cvv"', 'cvc2 text', 'securityCode: z.string()', 'security_code', 'card-code', 'CSC'])
      expect(code.test(text)).toBe(true);
    expect(readFileSync(join(import.meta.dirname, '../db/migrations/0016_payment_cards.sql'), 'utf8')).toContain('security code');
  });
});

test('after all that no log line holds a number or a password', () => {
  expect(logged.join('')).toContain('"path":"/api/v1/accounts/:id/cards/:cardId/reveal"');
  const leaks = logged.filter(
    (line) => line.includes(number) || line.includes(cardOf(number).number) || line.includes(testPassword),
  );
  expect(leaks).toEqual([]);
});
