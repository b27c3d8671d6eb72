import { afterAll, beforeAll, expect, test } from 'vitest';
import { withConnection } from '../db/connection.ts';
import { getMoneyImbalance } from '../db/reads/getMetrics.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let accountId: string;
let packageId: string;
beforeAll(async () => {
  panel = await startTestPanel();
  packageId = String((await furnish(panel.context)).packageId);
  accountId = String((await openTestAccount(panel.context)).accountId);
  cookie = await panel.signIn('administrator');
});
afterAll(() => panel.close());

const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
  const answer = await panel.ask(method, path, { cookie, ...(body === undefined ? {} : { body }) });
  return { status: answer.statusCode, ...(answer.json() as Record<string, unknown>) } as unknown as Record<string, unknown> & {
    items: { amount: string }[];
  };
};
let keys = 0;
const topUp = async (amount: string) => {
  keys += 1;
  await ask('POST', `/accounts/${accountId}/top-ups`, { amount, reason: 'money', key: `statement-${keys}` });
};
/** What the database says: entries bear its clock, not ours. */
const moment = () =>
  withConnection(panel.context.pool, async (tx) => (await tx.query('select clock_timestamp() as at')).rows[0].at as number);
const statement = (at: number, from?: number) =>
  ask(
    'GET',
    `/accounts/${accountId}/statement?at=${new Date(at).toISOString()}${from === undefined ? '' : `&from=${new Date(from).toISOString()}`}`,
  );
/** The next whole millisecond: what came before stands before it, what comes after stands behind it. */
async function tick(): Promise<number> {
  const begun = await moment();
  let now = begun;
  while (now <= begun) now = await moment();
  return now;
}

test('a statement is the same at a past moment as it was then, sealed or not', async () => {
  const beginning = await tick();
  await topUp('10');
  const first = await tick();
  const shown = await ask('GET', `/accounts/${accountId}/ledger`);
  await topUp('5');
  await topUp('1');
  const second = await tick();
  await topUp('100');
  const check = async () => {
    expect(await statement(beginning)).toMatchObject({ opening: '0.00', closing: '0.00', held: '0.00', items: [] });
    expect(await statement(first)).toMatchObject({ closing: '10.00', items: shown.items });
    const middle = await statement(second, first);
    expect(middle).toMatchObject({ opening: '10.00', closing: '16.00' });
    expect(middle.items.map(({ amount }) => amount)).toEqual(['1.00', '5.00']);
  };
  await check();
  expect(await statement(second + 86_400_000)).toMatchObject({ status: 400, faults: [{ field: 'at' }] });
  await panel.doOfficeWork('sealing the ledger');
  await panel.doOfficeWork('sealing the ledger');
  await check();
});

test('what was held for calls at a past moment is known', async () => {
  await panel.asOwner(`insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                                         decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at)
                       select 'held', ${accountId}, min(id), 'sip', '1', '61', '61', 'outside', '', 4, 'half_up', '[]', true, 'reserved', 60, 700000000, now()
                         from network_number`);
  const ringing = await tick();
  await panel.asOwner(`update call set hold = 900000000 where call_id = 'held'`);
  const talking = await tick();
  expect(await statement(talking)).toMatchObject({ held: '9.00' });
  await panel.asOwner(`delete from call where call_id = 'held'`);
  const over = await tick();
  expect(await statement(ringing)).toMatchObject({ held: '7.00' });
  expect(await statement(talking)).toMatchObject({ held: '9.00' });
  expect(await statement(over)).toMatchObject({ held: '0.00' });
});

test('the money invariant counts sealed entries by their sums, and still sees a balance that is off', async () => {
  const imbalance = () => withConnection(panel.context.pool, getMoneyImbalance);
  expect(await imbalance()).toBe(0n);
  await topUp('3');
  expect(await imbalance()).toBe(0n);
  await panel.doOfficeWork('sealing the ledger');
  await panel.doOfficeWork('sealing the ledger');
  expect(await imbalance()).toBe(0n);
  await panel.asOwner(`update account_balance set posted = posted + 7 where account_id = ${accountId}`);
  expect(await imbalance()).toBe(7n);
  await panel.asOwner(`update account_balance set posted = posted - 7 where account_id = ${accountId}`);
});

test('a re-rating is asked for, previewed, approved and shown', async () => {
  const body = { billingPackageId: packageId, from: '2026-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', reason: 'late deck' };
  expect(await ask('POST', '/rerates', { ...body, to: '2025-01-01T00:00:00Z' })).toMatchObject({
    status: 400,
    faults: [{ field: 'to' }],
  });
  expect(await ask('POST', '/rerates', { ...body, accountIds: ['99999'] })).toMatchObject({
    status: 400,
    faults: [{ field: 'accountIds' }],
  });
  const { id, status } = await ask('POST', '/rerates', body);
  expect(status).toBe(201);
  expect(await ask('GET', `/rerates/${id}`)).toMatchObject({ state: 'previewing', packageName: 'Flat' });
  expect(await ask('POST', `/rerates/${id}/approve`)).toMatchObject({ status: 409, code: 'stale_version' });
  await panel.doOfficeWork('pricing calls again');
  expect(await ask('GET', `/rerates/${id}`)).toMatchObject({
    state: 'ready',
    progress: 100,
    callCount: 0,
    difference: '0.00',
    isOutdated: false,
  });
  expect(await ask('GET', `/rerates/${id}/calls`)).toMatchObject({ items: [] });
  expect(await ask('GET', `/rerates/${id}/accounts`)).toMatchObject({ items: [] });
  expect(await ask('POST', `/rerates/${id}/approve`)).toMatchObject({ status: 202 });
  await panel.doOfficeWork('pricing calls again');
  expect(await ask('GET', '/rerates')).toMatchObject({ items: [{ id, state: 'done', undoneBy: null }] });
  const undo = await ask('POST', `/rerates/${id}/undo`, { reason: 'was right' });
  expect(await ask('GET', `/rerates/${undo.id}`)).toMatchObject({ state: 'ready', undoOf: id });
  expect(await ask('POST', `/rerates/${undo.id}/cancel`)).toMatchObject({ status: 200 });
  expect(await ask('GET', '/rerates/99999')).toMatchObject({ status: 404 });
});
