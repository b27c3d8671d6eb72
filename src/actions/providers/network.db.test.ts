import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { providerBinding } from '../../core/base/safe.ts';
import { withConnection } from '../../db/connection.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { findProvider, listProviders } from '../../db/reads/listProviders.ts';
import { findRoute, listRoutes } from '../../db/reads/listRoutes.ts';
import { rows, sql } from '../../db/sql.ts';
import { type ProviderFields, plainProvider } from '../../db/tables/providers.ts';
import { plainPolicy } from '../../db/tables/routes.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addRoute } from '../routing/addRoute.ts';
import { changeRoute } from '../routing/changeRoute.ts';
import { removeRoute } from '../routing/removeRoute.ts';
import { run } from '../run.ts';
import { addProvider } from './addProvider.ts';
import { changeProvider } from './changeProvider.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const fieldsOf = (name: string): ProviderFields => ({
  ...plainProvider,
  ...{ name, protocol: 'sip', host: 'sip.example.net', username: 'us', doesRegister: true },
});
const own = { addresses: ['192.0.2.1'], sipPort: 5060, iaxPort: 4569 };
const add = (name: string, secret?: string, more: Partial<ProviderFields> = {}) =>
  run(panel.context, systemActor, addProvider, { fields: { ...fieldsOf(name), ...more }, secret, own });
const change = (providerId: Id, name: string, version: number, secret?: string) =>
  run(panel.context, systemActor, changeProvider, { providerId, fields: fieldsOf(name), version, secret, own });
const show = (id: Id) => withConnection(panel.context.pool, (tx) => findProvider(tx, id));
const sealed = async (id: Id) => {
  const found = await withConnection(panel.context.pool, (tx) =>
    rows<{ secret_sealed: Buffer | null }>(tx, sql`select secret_sealed from provider where id = ${id}`),
  );
  return found[0]?.secret_sealed ?? null;
};

describe('providers', () => {
  test('of two first ones at once one makes the route "Everything", which becomes default and emergency route', async () => {
    await Promise.all([add('First'), add('Also first')]);
    const routes = await withConnection(panel.context.pool, listRoutes);
    expect(routes).toMatchObject([{ name: 'Everything', rules: [{ prefix: '', providerIds: [expect.any(String)] }] }]);
    const settings = await withConnection(panel.context.pool, getSettings);
    expect(settings).toMatchObject({ defaultRouteId: routes[0]?.id, emergencyRouteId: routes[0]?.id });
  });

  test('say which routes name them: what none names gets no calls', async () => {
    const listed = await withConnection(panel.context.pool, listProviders);
    const routed = listed.filter(({ live }) => live.routeNames.length > 0);
    expect(routed).toHaveLength(1);
    expect(routed).toMatchObject([{ live: { routeNames: ['Everything'] } }]);
    expect(listed).toHaveLength(2);
  });

  test('a password is sealed for this provider, kept when left out, dropped when emptied, and never shown', async () => {
    const id = await add('Sealed', 'carrier-pass');
    expect(await show(id)).toMatchObject({ hasSecret: true });
    expect(JSON.stringify(await show(id))).not.toContain('carrier-pass');
    const stored = (await sealed(id)) ?? Buffer.of();
    expect(stored.includes('carrier-pass')).toBe(false);
    expect(panel.context.safe.open(stored, providerBinding(id))).toBe('carrier-pass');
    await change(id, 'Sealed', (await show(id))?.version ?? 0);
    expect(panel.context.safe.open((await sealed(id)) ?? Buffer.of(), providerBinding(id))).toBe('carrier-pass');
    await change(id, 'Sealed', (await show(id))?.version ?? 0, '');
    expect(await show(id)).toMatchObject({ hasSecret: false });
  });

  test('the reading role cannot see a sealed password or a digest', async () => {
    for (const statement of [
      sql`select secret_sealed from provider`,
      sql`select sip_digest_md5 from network_number`,
      sql`select iax_secret_sealed from network_number`,
      sql`select password_hash from staff`,
      sql`select key_hash from api_key`,
      sql`select token_hash from staff_session`,
      sql`select setup_token_hash from setting`,
    ])
      await expect(panel.door.ask((tx) => rows(tx, statement))).rejects.toMatchObject({ code: '42501' });
  });

  test('are refused in order: unknown, stale, taken name', async () => {
    const id = await add('Second');
    await expect(add('Second')).rejects.toMatchObject({ faults: [{ field: 'name' }] });
    await expect(change(999n, 'First', 0)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(id, 'First', 0)).rejects.toMatchObject({ code: 'stale_version' });
    await expect(change(id, 'First', 1)).rejects.toMatchObject({ faults: [{ field: 'name' }] });
  });
});

describe('routes', () => {
  test('keep their providers in the order that was given', async () => {
    const [a, b] = [await add('A'), await add('B')];
    const rules = [
      { prefix: '', providerIds: [b, a] },
      { prefix: '61', providerIds: [a] },
    ];
    const id = await run(panel.context, systemActor, addRoute, { fields: { ...plainPolicy, name: 'Ordered' }, rules });
    const route = await withConnection(panel.context.pool, (tx) => findRoute(tx, id));
    expect(route?.rules).toMatchObject([
      { prefix: '', providerIds: [String(b), String(a)], providerNames: ['B', 'A'] },
      { prefix: '61', providerIds: [String(a)], providerNames: ['A'] },
    ]);
  });

  test('replacing the rules makes the version new, so that a second editor is told', async () => {
    const a = await add('For versions');
    const rules = [{ prefix: '', providerIds: [a] }];
    const routeId = await run(panel.context, systemActor, addRoute, { fields: { ...plainPolicy, name: 'Versioned' }, rules });
    const save = (version: number) =>
      run(panel.context, systemActor, changeRoute, {
        routeId,
        fields: { ...plainPolicy, name: 'Versioned' },
        rules: [{ prefix: '6', providerIds: [a] }],
        version,
      });
    await save(1);
    await expect(save(1)).rejects.toMatchObject({ code: 'stale_version' });
  });

  test('are refused for unknown and repeated providers and prefixes, each at its field', async () => {
    const a = await add('Known');
    const attempt = run(panel.context, systemActor, addRoute, {
      fields: { ...plainPolicy, name: 'Wrong' },
      rules: [
        { prefix: '1', providerIds: [a, a] },
        { prefix: '1', providerIds: [999n] },
      ],
    });
    const fields = ['rules.0.providerIds', 'rules.1.prefix', 'rules.1.providerIds'];
    await expect(attempt).rejects.toMatchObject({ code: 'invalid_input', faults: fields.map((field) => ({ field })) });
    const rules = [{ prefix: '', providerIds: [a] }];
    const taken = run(panel.context, systemActor, addRoute, { fields: { ...plainPolicy, name: 'Everything' }, rules });
    await expect(taken).rejects.toMatchObject({ faults: [{ field: 'name' }] });
    const unknown = run(panel.context, systemActor, changeRoute, {
      ...{ routeId: 999n, fields: { ...plainPolicy, name: 'X' }, rules, version: 1 },
    });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the removal of routes', () => {
  beforeAll(() => furnish(panel.context));

  test('is for what nothing uses; otherwise the refusal says what does', async () => {
    const a = await add('For removal');
    const rules = [{ prefix: '', providerIds: [a] }];
    const addOne = (name: string) => run(panel.context, systemActor, addRoute, { fields: { ...plainPolicy, name }, rules });
    const remove = (routeId: Id) => run(panel.context, systemActor, removeRoute, { routeId });
    const [spare, used, chosen, everything] = [await addOne('Spare'), await addOne('Used'), await addOne('Chosen'), 1n];
    await remove(spare);
    await expect(remove(spare)).rejects.toMatchObject({ code: 'not_found' });
    const names = (await withConnection(panel.context.pool, listRoutes)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Chosen', 'Everything', 'Used']));
    expect(names).not.toContain('Spare');
    const { accountId } = await openTestAccount(panel.context);
    await panel.asOwner(`update account set route_id = ${used} where id = ${accountId}`);
    await panel.asOwner(`update setting set default_route_id = ${chosen}`);
    await expect(remove(used)).rejects.toMatchObject({ code: 'in_use', message: expect.stringContaining('An account uses') });
    await expect(remove(chosen)).rejects.toMatchObject({ message: expect.stringContaining('default of new accounts') });
    await panel.asOwner(`update account set route_id = ${used}`);
    await expect(remove(everything)).rejects.toMatchObject({ message: expect.stringContaining('Emergency calls use') });
    const listed = await withConnection(panel.context.pool, listRoutes);
    expect(listed.filter((one) => one.isDefault).map(({ name }) => name)).toEqual(['Chosen']);
    expect(listed.filter((one) => one.isEmergency).map(({ name }) => name)).toEqual(['Everything']);
  });

  test('a route that is removed while an account takes it stays, or is gone for both', async () => {
    const a = await add('For the race');
    const { accountId } = await openTestAccount(panel.context);
    const routeId = await run(panel.context, systemActor, addRoute, {
      ...{ fields: { ...plainPolicy, name: 'Raced' }, rules: [{ prefix: '', providerIds: [a] }] },
    });
    const taking = panel.asOwner(`update account set route_id = ${routeId} where id = ${accountId}`);
    const [taken, removed] = await Promise.allSettled([taking, run(panel.context, systemActor, removeRoute, { routeId })]);
    expect([taken.status, removed.status].sort()).toEqual(['fulfilled', 'rejected']);
    if (removed.status === 'rejected') expect(removed.reason).toMatchObject({ code: 'in_use' });
  });
});
