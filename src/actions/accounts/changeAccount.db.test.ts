import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { amount } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { rows, sql } from '../../db/sql.ts';
import { detailsOf, furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addNetworkNumber } from '../networkNumbers/addNetworkNumber.ts';
import { changeNetworkNumber } from '../networkNumbers/changeNetworkNumber.ts';
import { removeNetworkNumber } from '../networkNumbers/removeNetworkNumber.ts';
import { resetSecret } from '../networkNumbers/resetSecret.ts';
import { run } from '../run.ts';
import { addNote } from './addNote.ts';
import { type ChangeAccount, changeAccount } from './changeAccount.ts';
import { setAccountActive } from './setAccountActive.ts';

let panel: TestPanel;
let packageId: Id;
beforeAll(async () => {
  panel = await startTestPanel();
  packageId = (await furnish(panel.context)).packageId;
});
afterAll(() => panel.close());

const load = (id: Id) => withConnection(panel.context.pool, (tx) => findAccount(tx, id));
const change = (input: ChangeAccount) => run(panel.context, systemActor, changeAccount, input);
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));

async function newAccount(): Promise<{ id: Id; input: ChangeAccount }> {
  const { accountId } = await openTestAccount(panel.context);
  const version = (await load(accountId))?.version ?? 0;
  const settings: ChangeAccount['settings'] = {
    ...{ paymentType: 'pre_paid', protocol: 'sip', billingPackageId: packageId, routeId: 1n, callLimit: 3 },
    ...{
      dailySpendLimit: amount('9.99'),
      hourlySpendLimit: null,
      lowBalanceAt: null,
      creditLimit: null,
      allowedPrefixes: ['61'],
      blockedPrefixes: [],
    },
  };
  return { id: accountId, input: { accountId, details: detailsOf({ lastName: 'New' }), settings, extras: [], version } };
}

describe('changing an account', () => {
  test('saves details and settings and says so in the audit trail', async () => {
    const { id, input } = await newAccount();
    await change(input);
    const expected = { lastName: 'New', protocol: 'sip', callLimit: 3, dailySpendLimit: '9.99', allowedPrefixes: ['61'] };
    expect(await load(id)).toMatchObject(expected);
    const [audit] = await ask<{ detail: object }>(
      sql`select detail from audit where account_id = ${id} order by id desc limit 1`,
    );
    expect(audit?.detail).toEqual({
      fromVersion: input.version,
      changes: [
        { field: 'lastName', from: 'Doe', to: 'New' },
        { field: 'protocol', from: 'sip_and_iax', to: 'sip' },
        { field: 'callLimit', from: 2, to: 3 },
        { field: 'dailySpendLimit', from: null, to: '9.99' },
        { field: 'allowedPrefixes', from: [], to: ['61'] },
      ],
    });
  });

  test('of two operators who loaded the same version the second is refused, also when both save at once', async () => {
    const { input } = await newAccount();
    const outcomes = await Promise.allSettled([change(input), change({ ...input, details: detailsOf({ lastName: 'Other' }) })]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(change(input)).rejects.toMatchObject({ code: 'stale_version' });
  });

  test('is refused in order: unknown, stale, a rule between fields, a choice that does not exist', async () => {
    const { input } = await newAccount();
    const broken = { ...input.settings, creditLimit: amount('1'), routeId: 999n };
    await expect(change({ ...input, accountId: 999n, version: 0, settings: broken })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(change({ ...input, version: 0, settings: broken })).rejects.toMatchObject({ code: 'stale_version' });
    await expect(change({ ...input, settings: broken })).rejects.toMatchObject({ faults: [{ field: 'creditLimit' }] });
    const noRoute = { ...input.settings, routeId: 999n };
    await expect(change({ ...input, settings: noRoute })).rejects.toMatchObject({ faults: [{ field: 'routeId' }] });
  });

  test('extras that read the same stay the same rows', async () => {
    const { id, input } = await newAccount();
    const extra = (description: string) =>
      ({
        description,
        cost: amount('1'),
        chargePeriod: 'monthly',
        startsOn: '2026-01-31',
        endsOn: null,
        doesProrate: false,
        isTaxable: true,
      }) as const;
    await change({ ...input, extras: [extra('A'), extra('B')] });
    const before = await load(id);
    await change({ ...input, version: before?.version ?? 0, extras: [extra('B'), extra('C')] });
    const after = await load(id);
    expect(after?.extras.map((one) => one.description)).toEqual(['B', 'C']);
    expect(after?.extras[0]?.id).toBe(before?.extras[1]?.id);
  });

  test('a Post-Paid account that becomes Pre-Paid has no credit any more', async () => {
    const { id, input } = await newAccount();
    await change({ ...input, settings: { ...input.settings, paymentType: 'post_paid' } });
    expect((await load(id))?.balance.available).toBeNull();
    await change({ ...input, version: (await load(id))?.version ?? 0 });
    expect((await load(id))?.balance.available).toBe('0.00');
  });
});

test('suspending and activating is noted once each, with its reason; an unknown account is refused', async () => {
  const { id } = await newAccount();
  const set = (isActive: boolean) =>
    run(panel.context, systemActor, setAccountActive, { accountId: id, isActive, reason: 'unpaid' });
  await set(false);
  await set(false);
  expect((await load(id))?.isActive).toBe(false);
  await set(true);
  const audits = await ask<{ detail: object }>(
    sql`select detail from audit where account_id = ${id} and action = 'account.set_active' order by id`,
  );
  expect(audits.map((one) => one.detail)).toEqual([
    { isActive: false, reason: 'unpaid' },
    { isActive: true, reason: 'unpaid' },
  ]);
  const unknown = run(panel.context, systemActor, setAccountActive, { accountId: 999n, isActive: false, reason: '' });
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
});

test('a note carries its author and cannot be taken back', async () => {
  const { id } = await newAccount();
  const author = { kind: 'staff', id: 1n, name: 'Ann', level: 'super_user' } as const;
  await run(panel.context, author, addNote, { accountId: id, body: 'Called back.' });
  expect(await ask(sql`select author_name, body from note where account_id = ${id}`)).toEqual([
    { author_name: 'Ann', body: 'Called back.' },
  ]);
  await expect(ask(sql`delete from note where account_id = ${id}`)).rejects.toThrow();
  await expect(run(panel.context, author, addNote, { accountId: 999n, body: 'x' })).rejects.toMatchObject({ code: 'not_found' });
});

describe('network numbers', () => {
  const add = (accountId: Id, number?: string, secret?: string) =>
    run(panel.context, systemActor, addNetworkNumber, { accountId, number, label: 'Desk', secret });

  test('a further phone gets the next number and a secret, or the typed ones', async () => {
    const { id } = await newAccount();
    const minted = await add(id);
    expect(minted.credentials.networkNumber).toMatch(/^1000\d\d$/);
    const typed = await add(id, '777001', 'typed-secret-12');
    expect(typed.credentials).toMatchObject({ networkNumber: '777001', secret: 'typed-secret-12' });
    await expect(add(id, '777001')).rejects.toMatchObject({ code: 'customer_number_taken', faults: [{ field: 'number' }] });
    await expect(add(999n)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a new secret replaces the old one', async () => {
    const { id } = await newAccount();
    const { networkNumberId, credentials } = await add(id);
    const { credentials: renewed } = await run(panel.context, systemActor, resetSecret, { networkNumberId, secret: undefined });
    expect(renewed.secret).not.toBe(credentials.secret);
    const [stored] = await ask<{ sip_digest_md5: string }>(
      sql`select sip_digest_md5 from network_number where id = ${networkNumberId}`,
    );
    expect(stored?.sip_digest_md5).toBe(panel.context.safe.sipDigest(renewed.networkNumber, renewed.secret));
    const unknown = run(panel.context, systemActor, resetSecret, { networkNumberId: 999n, secret: undefined });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });

  test('no secret stands in the audit trail', async () => {
    const { id } = await newAccount();
    const { credentials } = await add(id, undefined, 'a-secret-to-look-for');
    const leaks = await ask(sql`select id from audit where detail::text like ${`%${credentials.secret}%`}`);
    expect(leaks).toEqual([]);
  });

  test('removing is refused for the customer number, for a phone that called and for an unknown one', async () => {
    const { id } = await newAccount();
    const remove = (networkNumberId: Id) => run(panel.context, systemActor, removeNetworkNumber, { networkNumberId });
    const [own] = await ask<{ id: Id; number: string }>(sql`select id, number from network_number where account_id = ${id}`);
    await expect(remove(own?.id ?? 0n)).rejects.toMatchObject({ code: 'in_use' });
    await expect(remove(999n)).rejects.toMatchObject({ code: 'not_found' });
    const { networkNumberId } = await add(id);
    await ask(sql`insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind,
                                   destination, started_at, ended_at, duration_ms, outcome, hangup_cause)
                  values ('c-1', ${id}, ${networkNumberId}, 'sip', '1', '2', '2', 'outside', '', now(), now(), 0, 'busy', 17)`);
    await expect(remove(networkNumberId)).rejects.toMatchObject({ code: 'in_use' });
    const fresh = await add(id);
    await remove(fresh.networkNumberId);
    expect(await ask(sql`select id from network_number where id = ${fresh.networkNumberId}`)).toEqual([]);
  });

  test('renaming and switching off', async () => {
    const { id } = await newAccount();
    const { networkNumberId } = await add(id);
    const input = { networkNumberId, label: 'Hall', callLimit: 1, isActive: false };
    await run(panel.context, systemActor, changeNetworkNumber, input);
    expect(await ask(sql`select label, call_limit, is_active from network_number where id = ${networkNumberId}`)).toEqual([
      { label: 'Hall', call_limit: 1, is_active: false },
    ]);
    const unknown = run(panel.context, systemActor, changeNetworkNumber, { ...input, networkNumberId: 999n });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });
});
