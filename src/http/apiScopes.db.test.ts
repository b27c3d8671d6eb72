import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AddApiKey, addApiKey } from '../actions/apiKeys/addApiKey.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { isPortalAccess } from '../core/access/portal.ts';
import { type Scope, scopeList } from '../core/access/scope.ts';
import { addSeconds } from '../core/base/time.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { contractEndpoints, lineOf } from '../testing/contract.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { scopeOf } from './contract/scopes.ts';

let panel: TestPanel;
let account: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  account = String((await openTestAccount(panel.context)).accountId);
});
afterAll(() => panel.close());

const keyOf = async (more: Partial<AddApiKey>): Promise<string> =>
  (await run(panel.context, systemActor, addApiKey, { name: 'Robot', level: 'administrator', expiresAt: null, ...more })).key;

describe('a key with scopes', () => {
  /** By hand: what the scope is for, and what stands close to it. */
  test.each<[Scope, 'GET' | 'POST' | 'PUT' | 'DELETE', string, boolean]>([
    ['accounts:read', 'GET', '/accounts', true],
    ['accounts:read', 'POST', '/accounts', false],
    ['accounts:read', 'GET', '/calls', false],
    ['accounts:read', 'GET', '/accounts/:id/ledger', false],
    ['accounts:write', 'GET', '/accounts', true],
    ['accounts:write', 'POST', '/accounts', true],
    ['accounts:write', 'POST', '/accounts/:id/top-ups', false],
    ['accounts:write', 'POST', '/accounts/:id/payments', false],
    ['money:read', 'GET', '/accounts/:id/ledger', true],
    ['money:read', 'POST', '/accounts/:id/top-ups', false],
    ['money:write', 'POST', '/accounts/:id/top-ups', true],
    ['calls:read', 'GET', '/calls', true],
    ['calls:read', 'POST', '/test-calls', false],
    ['prices:read', 'POST', '/price-checks', true],
    ['prices:read', 'POST', '/billing-packages', false],
    ['network:read', 'POST', '/call-checks', true],
    ['network:write', 'POST', '/providers', true],
    ['settings:write', 'PUT', '/settings', true],
    ['settings:write', 'POST', '/staff', false],
    ['settings:write', 'POST', '/api-keys', false],
    ['settings:write', 'POST', '/webhooks', false],
    ['webhooks:write', 'POST', '/webhooks', true],
    ['reports:read', 'GET', '/cdr-exports', true],
    ['reports:read', 'POST', '/cdr-exports', false],
    ['system:read', 'GET', '/status', true],
  ])('%s: %s %s is allowed: %s', async (scope, method, path, isAllowed) => {
    const key = await keyOf({ scopes: [scope] });
    const answer = await panel.ask(method, path.replace(':id', account), { key, ...(method !== 'GET' && { body: {} }) });
    expect(answer.statusCode === 403, answer.body).toBe(!isAllowed);
    if (!isAllowed) expect(answer.json().message).toMatch(/^This API key has not the scope \w+:(read|write)\.$/);
  });

  test('for users, but for a part only, makes and changes nobody: it could shed its limits so', async () => {
    const wish = { userName: 'mallory', name: 'M', level: 'administrator', password: 'a long enough password of hers' };
    const part = await keyOf({ scopes: ['access:read', 'access:write'] });
    const short = await keyOf({ scopes: null, expiresAt: addSeconds(panel.context.clock(), 3600) });
    for (const key of [part, short])
      expect((await panel.ask('POST', '/staff', { key, body: wish })).json().message).toMatch(/does not make or change users/);
    expect((await panel.ask('POST', '/staff', { key: await keyOf({ scopes: null }), body: wish })).statusCode).toBe(201);
  });

  test('needs the scope that the description of each route names, and no other', async () => {
    const document = (await panel.ask('GET', '/openapi.json')).json();
    const forKeys = [...contractEndpoints.values()].filter(
      ({ access, isForPeople }) => !isForPeople && !isPortalAccess(access) && access !== 'public' && access !== 'myself',
    );
    expect(forKeys.length).toBeGreaterThan(150);
    const [only, without] = [new Map<Scope, string>(), new Map<Scope, string>()];
    for (const scope of scopeList) {
      only.set(scope, await keyOf({ scopes: [scope] }));
      const [area, verb] = scope.split(':');
      const others = scopeList.filter((one) => one !== scope && !(verb === 'read' && one === `${area}:write`));
      without.set(scope, await keyOf({ scopes: others }));
    }
    for (const endpoint of forKeys) {
      const { method, path, body } = endpoint;
      const scope = scopeOf(endpoint);
      const told = document.paths[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`][method.toLowerCase()].security;
      expect(told, lineOf(endpoint)).toContainEqual({ apiKey: [scope] });
      const address = path.replace(/:(id|cardId|position)\b/g, '987654').replace(/:\w+/g, 'none');
      const answers = [only, without].map((keys) =>
        panel.ask(method, address, { key: keys.get(scope) ?? '', ...(body && { body: {} }) }),
      );
      const refused = (await Promise.all(answers)).map(
        (answer) => answer.statusCode === 403 && !answer.json().message.endsWith('does not make or change users.'),
      );
      expect(refused, lineOf(endpoint)).toEqual([false, true]);
    }
  });

  test('of before there were scopes keeps all of its level, and a scope never lifts a level', async () => {
    const [old, low] = [await keyOf({}), await keyOf({ level: 'super_user', scopes: [...scopeList] })];
    expect((await panel.ask('GET', '/providers', { key: old })).statusCode).toBe(200);
    expect((await panel.ask('GET', '/providers', { key: low })).statusCode).toBe(403);
  });

  test('hears live calls only with the scope for calls', async () => {
    const live = await panel.ask('GET', '/live', { key: await keyOf({ scopes: ['accounts:write'] }) });
    expect(live.statusCode).toBe(403);
  });
});

describe('a key that makes keys', () => {
  const make = async (own: Partial<AddApiKey>, wished: object) => {
    const answer = await panel.ask('POST', '/api-keys', { key: await keyOf(own), body: { name: 'Child', ...wished } });
    return answer.statusCode === 201 ? 'made' : answer.json().faults[0]?.field;
  };
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const later = new Date(Date.now() + 7_200_000).toISOString();

  test.each<[string, Partial<AddApiKey>, object, string]>([
    ['less', { scopes: ['access:write', 'calls:read'] }, { scopes: ['calls:read'] }, 'made'],
    ['write for read', { scopes: ['access:write', 'calls:write'] }, { scopes: ['calls:read'] }, 'made'],
    ['read for write', { scopes: ['access:write', 'calls:read'] }, { scopes: ['calls:write'] }, 'scopes'],
    ['another area', { scopes: ['access:write'] }, { scopes: ['money:read'] }, 'scopes'],
    ['everything', { scopes: ['access:write'] }, { scopes: null }, 'scopes'],
    ['everything by leaving it out', { scopes: ['access:write'] }, {}, 'scopes'],
    ['anywhere', { networks: ['127.0.0.0/8'] }, {}, 'networks'],
    ['a smaller place', { networks: ['127.0.0.0/8'] }, { networks: ['127.0.0.1'] }, 'made'],
    ['a place beside', { networks: ['127.0.0.0/8'] }, { networks: ['127.0.0.1', '10.0.0.0/8'] }, 'networks'],
  ])('gives away %s: %s', async (_, own, wished, outcome) => {
    expect(await make(own, wished)).toBe(outcome);
  });

  test('gives away no more time than it has', async () => {
    const own = { expiresAt: Date.parse(soon) as never };
    expect(await make(own, { expiresAt: later })).toBe('expiresAt');
    expect(await make(own, {})).toBe('expiresAt');
    expect(await make({ expiresAt: Date.parse(later) as never }, { expiresAt: soon })).toBe('made');
  });
});

describe('a key for some places', () => {
  test.each([
    [['192.0.2.0/24'], '192.0.2.77', 200],
    [['192.0.2.0/24'], '::ffff:192.0.2.77', 200],
    [['192.0.2.0/24'], '192.0.3.1', 403],
    [['2001:db8::/32'], '2001:db8::5', 200],
    [['2001:db8::/32'], '192.0.2.1', 403],
    [['192.0.2.7', '198.51.100.0/24'], '198.51.100.9', 200],
    [[], '203.0.113.9', 200],
  ])('%j from %s is answered %i', async (networks, address, status) => {
    const answer = await panel.ask('GET', '/accounts', { key: await keyOf({ networks }), address });
    expect(answer.statusCode).toBe(status);
  });

  test('the list says where each was used last; a network with host bits is refused at its field', async () => {
    const cookie = await panel.signIn('administrator');
    const made = await panel.ask('POST', '/api-keys', { cookie, body: { name: 'Till', networks: ['192.0.2.7'] } });
    expect(made.json()).toMatchObject({ networks: ['192.0.2.7/32'], scopes: null, createdBy: 'The administrator' });
    await panel.ask('GET', '/accounts', { key: made.json().key, address: '192.0.2.7' });
    const listed = (await panel.ask('GET', '/api-keys', { cookie })).json().items;
    expect(listed.find(({ id }: { id: string }) => id === made.json().id)).toMatchObject({ lastUsedFrom: '192.0.2.7' });
    const wrong = await panel.ask('POST', '/api-keys', { cookie, body: { name: 'Till', networks: ['10.0.0.1/8'] } });
    expect(wrong.json().faults).toMatchObject([{ field: 'networks' }]);
  });
});
