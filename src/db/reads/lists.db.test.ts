import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setAccountActive } from '../../actions/accounts/setAccountActive.ts';
import { run } from '../../actions/run.ts';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { instant } from '../../core/base/time.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { withConnection } from '../connection.ts';
import { rows, sql } from '../sql.ts';
import { findCall } from './getCall.ts';
import { type AccountFilter, listAccounts } from './listAccounts.ts';
import { type CallFilter, listCalls } from './listCalls.ts';

let panel: TestPanel;
let ids: Id[];
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  const people = [
    { lastName: 'Nguyen', firstName: 'Anh', city: 'Perth' },
    { lastName: 'Müller', company: '100% Voice_Ltd', email: 'info@voice.example' },
    { lastName: '', company: 'Acme', phone: '+61 2 9999 0000' },
    { lastName: '', reference: 'R-7' },
  ];
  ids = [];
  for (const details of people) ids.push((await openTestAccount(panel.context, {}, undefined, details)).accountId);
});
afterAll(() => panel.close());

describe('the list of accounts', () => {
  const names = async (filter: AccountFilter, limit = 50) =>
    (await panel.door.ask((tx) => listAccounts(tx, filter, { limit }))).items.map((one) => one.displayName);

  test('is newest first and calls each customer by the best name there is', async () => {
    expect(await names({})).toEqual(['R-7', 'Acme', 'Müller', 'Anh Nguyen']);
  });

  test.each([
    ['ngu', ['Anh Nguyen']],
    ['guyen', ['Anh Nguyen']],
    ['ng', ['Anh Nguyen']],
    ['gu', []],
    ['a p', ['Anh Nguyen']],
    ['anh perth', ['Anh Nguyen']],
    ['MÜLLER', ['Müller']],
    ['voice.example', ['Müller']],
    ['100%', ['Müller']],
    ['voice_ltd', ['Müller']],
    ['%', ['Müller']],
    ['9999', ['Acme']],
    ['100001', ['Müller']],
    ['nobody', []],
    ["' or 1=1 --", []],
  ])('the search "%s" finds %j', async (search, expected) => {
    expect(await names({ search })).toEqual(expected);
  });

  test('finds an account by the whole number of a further phone, and by nothing less', async () => {
    const { pool } = panel.context;
    await pool.query(`insert into network_number (account_id, number, sip_digest_md5) values ($1, '7654321', md5('x'))`, [
      ids[1],
    ]);
    expect(await names({ search: '7654321' })).toEqual(['Müller']);
    expect(await names({ search: '765432' })).toEqual([]);
    expect(await names({ search: 'nguyen 7654321' })).toEqual([]);
  });

  test('can be narrowed to suspended ones and to a payment type', async () => {
    await run(panel.context, systemActor, setAccountActive, { accountId: ids[2] ?? 0n, isActive: false, reason: '' });
    expect(await names({ state: 'suspended' })).toEqual(['Acme']);
    expect(await names({ state: 'active' })).toHaveLength(3);
    expect(await names({ paymentType: 'post_paid' })).toEqual([]);
  });

  test('pages follow each other without gap or repetition, also when somebody adds accounts meanwhile', async () => {
    const first = await panel.door.ask((tx) => listAccounts(tx, {}, { limit: 2 }));
    await openTestAccount(panel.context, {}, undefined, { lastName: 'Late' });
    const second = await panel.door.ask((tx) => listAccounts(tx, {}, { limit: 2, after: first.next }));
    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(ids.map(String).reverse());
    expect(second.next).toBeUndefined();
  });

  test.each(['', 'x', 'bnVsbA', 'WyIxIiwiMiJd', 'WyJ4Il0'])('the page mark "%s" is refused', async (after) => {
    const attempt = panel.door.ask((tx) => listAccounts(tx, {}, { limit: 2, after }));
    await expect(attempt).rejects.toMatchObject({ code: 'invalid_input', faults: [{ field: 'after' }] });
  });
});

describe('finished calls', () => {
  const minute = 60_000;
  const base = instant(Date.UTC(2026, 2, 4, 5));
  beforeAll(async () => {
    for (let i = 0; i < 5; i += 1) {
      const outcome = i === 4 ? 'refused' : 'answered';
      await withConnection(panel.context.pool, (tx) =>
        rows(
          tx,
          sql`insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, provider_id,
                               rate_id, decimals, rounding_mode, started_at, answered_at, ended_at, duration_ms, billed_seconds, price,
                               charge, loss, outcome, refusal, hangup_cause)
              select ${`call-${i}`}, ${ids[0]}, 'sip', '100000', '0299990000', ${`6129999000${i}`}, 'outside', 'Everywhere', p.id,
                     r.id, 4, 'half_up', ${new Date(base + i * minute)}, ${i === 4 ? null : new Date(base + i * minute)},
                     ${new Date(base + (i + 1) * minute)}, ${i === 4 ? 0 : 61_000}, ${i === 4 ? 0 : 120}, ${i === 4 ? 0 : 10_000_000},
                     ${i === 4 ? 0 : 8_000_000}, ${i === 4 ? 0 : 2_000_000}, ${outcome}, ${i === 4 ? 'no_funds' : null}, 16
                from provider p
               cross join rate r
               limit 1`,
        ),
      );
    }
  });

  const found = async (filter: CallFilter, limit = 50, after?: string) =>
    panel.door.ask((tx) => listCalls(tx, filter, { limit, after }));
  const callIds = async (filter: CallFilter) => (await found(filter)).items.map((one) => one.callId);

  test('are newest first, with names, seconds and money', async () => {
    const [newest, next] = (await found({})).items;
    expect(newest).toMatchObject({
      callId: 'call-4',
      outcome: 'refused',
      refusal: 'no_funds',
      refusalText: 'The balance does not cover the first part of the call.',
      answeredAt: null,
    });
    expect(next).toMatchObject({
      accountName: 'Anh Nguyen',
      providerName: 'Test carrier',
      durationSeconds: 61,
      billedSeconds: 120,
      price: '0.10',
      charge: '0.08',
      currency: 'AUD',
    });
  });

  test('are found by number, caller, call id, outcome, account and time', async () => {
    expect(await callIds({ search: '61299990002' })).toEqual(['call-2']);
    expect(await callIds({ search: '+61 2 9999' })).toHaveLength(5);
    expect(await callIds({ search: '1000' })).toHaveLength(5);
    expect(await callIds({ search: 'call-3' })).toEqual(['call-3']);
    expect(await callIds({ search: '%' })).toEqual([]);
    expect(await callIds({ outcome: 'refused' })).toEqual(['call-4']);
    expect(await callIds({ accountId: ids[1] })).toEqual([]);
    expect(await callIds({ from: instant(base + minute), to: instant(base + 3 * minute) })).toEqual(['call-2', 'call-1']);
  });

  test('come page by page', async () => {
    const first = await found({}, 3);
    const second = await found({}, 3, first.next);
    expect([...first.items, ...second.items].map((one) => one.callId)).toEqual([
      'call-4',
      'call-3',
      'call-2',
      'call-1',
      'call-0',
    ]);
  });

  test('one call explains its price with the rate that it was made under', async () => {
    const call = await panel.door.ask((tx) => findCall(tx, 'call-0'));
    expect(call).toMatchObject({ billingPackageName: 'Flat', ratePrefix: '', loss: '0.02', durationMilliseconds: 61_000 });
    expect(call?.steps.map((step) => step.amount)).toEqual(['0.10']);
    expect(call?.steps[0]?.text).toContain('AUD');
    expect(await panel.door.ask((tx) => findCall(tx, 'no-such'))).toBeUndefined();
    expect((await panel.door.ask((tx) => findCall(tx, 'call-4')))?.steps).toEqual([]);
  });
});
