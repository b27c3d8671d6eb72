import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import { type Instant, instant } from '../../core/base/time.ts';
import { callRepriced } from '../../core/ledger/postings.ts';
import { listEntries } from '../../db/tables/ledger.ts';
import { rerate } from '../../jobs/rerate.ts';
import { type CallFixture, callFixture, type FixtureAccount, moneyFaults } from '../../testing/callFixture.ts';
import { openSafe } from '../../vault/safe.ts';
import { run } from '../run.ts';
import { approveRerate } from './approveRerate.ts';
import { cancelRerate } from './cancelRerate.ts';
import { startRerate } from './startRerate.ts';
import { undoRerate } from './undoRerate.ts';

/** 0.60 a minute, by the second: a cent a second. */
let fixture: CallFixture;
let now: Instant;
const safe = openSafe('the sealing secret of the re-rating tests');
const act = <Input, Answer>(action: Parameters<typeof run<Input, Answer>>[2], input: Input): Promise<Answer> =>
  run({ pool: fixture.app, clock: () => now, safe }, systemActor, action, input);
const day = 86_400_000;
let serial = 0;

beforeAll(async () => {
  fixture = await callFixture({ price: '600000000000' });
  now = instant(Date.now());
  await fixture.owner.query(`update rate set valid_from = 'epoch' where prefix = '6113'`);
});
afterAll(() => fixture.close());

/** A call that was answered yesterday and settled at a cent a second. */
async function settledCall(
  account: FixtureAccount,
  seconds: number,
  options: { readonly number?: string; readonly price?: string } = {},
) {
  serial += 1;
  const callId = `rerated-${serial}`;
  await fixture.owner.query(
    `insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, rate_id,
                       decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at, answered_at, authorized_at)
     select $1, $2, n.id, 'sip', n.number, '61', $3, 'outside', 'Australia', r.id, 4, 'half_up', '[]', true, 'active', 60, 0, now(), $4, $4
       from network_number n, rate r where n.account_id = $2 and r.prefix = '61' and r.billing_package_id = $5 and r.valid_to is null`,
    [callId, account.id, options.number ?? '61299990000', new Date(now - day), fixture.packageId],
  );
  await fixture.owner.query(
    `select call_settle(jsonb_build_object('callId', $1::text, 'durationMs', $2::int * 1000, 'billedSeconds', $2::int,
    'price', $3::text, 'answeredAt', $4::timestamptz, 'endedAt', $4::timestamptz, 'attempt', 1, 'outcome', 'answered', 'hangupCause', 16, 'day', current_date))`,
    [callId, seconds, String(amount(options.price ?? (seconds / 100).toFixed(2))), new Date(now - day)],
  );
  return callId;
}

/** Another price for 61, from `from` on: versions of the past as an import of a late deck makes them. */
async function newPrice(price: string, from = now - 30 * day): Promise<void> {
  await fixture.owner.query(
    `update rate set valid_to = greatest(valid_from, $1) where prefix = '61' and (valid_to is null or valid_to > $1)`,
    [new Date(from)],
  );
  await fixture.owner.query(
    `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment, valid_from) values ($1, '61', 'Australia', $2, 1, 1, $3)`,
    [fixture.packageId, String(amount(price) * 10_000n), new Date(from)],
  );
  await fixture.owner.query('update billing_package set name = name where id = $1', [fixture.packageId]);
}

const scope = (account: FixtureAccount, more: object = {}) => ({
  ...{
    billingPackageId: fixture.packageId,
    withPackageId: fixture.packageId,
    ratesAt: undefined,
    accountIds: [account.id],
    prefix: '',
  },
  ...{ from: instant(now - 2 * day), to: now, mayOverdraw: false, reason: 'wrong price', ...more },
});
async function preview(account: FixtureAccount, more: object = {}) {
  const runId = await act(startRerate, scope(account, more));
  await rerate({ act });
  return runId;
}
async function book(runId: bigint): Promise<void> {
  await act(approveRerate, { runId });
  await rerate({ act });
}
const runOf = async (id: bigint) => (await fixture.owner.query('select * from rerate_run where id = $1', [id])).rows[0];
const items = async (id: bigint) =>
  (
    await fixture.owner.query(
      'select i.*, c.call_id from rerate_item i join cdr c on c.id = i.cdr_id where run_id = $1 order by cdr_id',
      [id],
    )
  ).rows;
const posted = async (account: FixtureAccount) => (await fixture.balance(account.id)).posted;

describe('pricing calls again', () => {
  test('shows what differs, books only that, once, and the books balance', async () => {
    const account = await fixture.addAccount({ money: '10' });
    await settledCall(account, 60);
    await settledCall(account, 10, { price: '0.05' });
    await newPrice('0.30');
    const runId = await preview(account);
    expect(await runOf(runId)).toMatchObject({
      state: 'ready',
      call_count: 2n,
      changed_count: 1n,
      old_total: amount('0.65'),
      new_total: amount('0.35'),
    });
    expect(await items(runId)).toMatchObject([{ old_price: amount('0.60'), new_price: amount('0.30'), transfer_id: null }]);
    expect(await posted(account)).toBe(amount('9.35'));

    await book(runId);
    expect(await posted(account)).toBe(amount('9.65'));
    const [item] = await items(runId);
    const payer = { accountId: account.id, paymentType: 'pre_paid' } as const;
    expect(await listEntries(fixture.app, item.transfer_id)).toEqual(callRepriced(payer, amount('-0.30'), amount('-0.30')));
    await expect(act(approveRerate, { runId })).rejects.toMatchObject({ code: 'stale_version' });
    await fixture.owner.query(
      `update rerate_run set state = 'booking', after_account = 0, after_cdr = 0, finished_at = null where id = $1`,
      [runId],
    );
    await rerate({ act });
    expect(await runOf(runId)).toMatchObject({ state: 'done', booked_count: 1n, stale_count: 1n });
    expect(await posted(account)).toBe(amount('9.65'));
    expect(await moneyFaults(fixture.owner)).toEqual([]);
  });

  test('the same again finds nothing more, and to the byte', async () => {
    const account = await fixture.addAccount({ money: '10' });
    await settledCall(account, 61, { price: '7' });
    const one = await preview(account);
    const again = await preview(account);
    expect((await items(again)).map((item) => item.new_price)).toEqual((await items(one)).map((item) => item.new_price));
    await book(one);
    expect(await items(await preview(account))).toEqual([]);
    await book(again);
    expect(await runOf(again)).toMatchObject({ state: 'done', booked_count: 0n, stale_count: 1n });
  });

  test.each([
    ['what the money covers is taken, the rest is ours', { money: '3' }, { mayOverdraw: false }, '2.70', '0'],
    ['below zero when the operator says so', { money: '3' }, { mayOverdraw: true }, '3.70', '-1'],
    ['Post-Paid in full', { postPaid: true }, { mayOverdraw: false }, '3.70', '-4'],
  ])('a higher price: %s', async (_, options, more, taken, left) => {
    const account = await fixture.addAccount(options);
    await settledCall(account, 60, { price: '0.30' });
    await newPrice('4');
    const runId = await preview(account, more);
    const before = await posted(account);
    await book(runId);
    expect(before - (await posted(account))).toBe(amount(taken));
    expect(await posted(account)).toBe(amount(left));
    const [item] = await items(runId);
    const payer = { accountId: account.id, paymentType: 'postPaid' in options ? 'post_paid' : 'pre_paid' } as const;
    expect(await listEntries(fixture.app, item.transfer_id)).toEqual(callRepriced(payer, amount('3.70'), amount(taken)));

    // Taken back: the customer gets what he paid, no more.
    const undo = await act(undoRerate, { runId, reason: 'was right' });
    await book(undo);
    expect(await posted(account)).toBe(before);
    await expect(act(undoRerate, { runId, reason: 'twice' })).rejects.toMatchObject({ code: 'stale_version' });
    await newPrice('0.30');
  });

  test('what is given back pays for what costs more, in the same account', async () => {
    const account = await fixture.addAccount({ money: '5' });
    await settledCall(account, 60, { price: '4' });
    await settledCall(account, 60, { price: '1' });
    await newPrice('3.50');
    const runId = await preview(account);
    await book(runId);
    // 0.50 back, 2.50 more: only the 0.50 are there.
    expect(await runOf(runId)).toMatchObject({ booked_total: amount('0'), loss_total: amount('2.00') });
    expect(await posted(account)).toBe(0n);
    expect(await moneyFaults(fixture.owner)).toEqual([]);
  });

  test('refused when rates changed since; a preview that was put away stays away', async () => {
    const account = await fixture.addAccount({ money: '5' });
    await settledCall(account, 60, { price: '1.23' });
    const runId = await preview(account);
    await fixture.owner.query('update billing_package set name = name where id = $1', [fixture.packageId]);
    await expect(act(approveRerate, { runId })).rejects.toMatchObject({ code: 'rerate_outdated' });
    await act(cancelRerate, { runId });
    await expect(act(approveRerate, { runId })).rejects.toMatchObject({ code: 'stale_version' });
  });

  test('calls that cannot be priced again are counted, not guessed', async () => {
    const account = await fixture.addAccount({ money: '5' });
    await settledCall(account, 60, { number: '61139990000' });
    const runId = await preview(account);
    expect(await runOf(runId)).toMatchObject({ call_count: 1n, changed_count: 0n, without_rate_count: 1n });
  });

  test('rates as they stand at another instant, and other accounts stay out', async () => {
    const account = await fixture.addAccount({ money: '5' });
    const other = await fixture.addAccount({ money: '5' });
    await newPrice('0.30');
    await settledCall(account, 60, { price: '0.30' });
    await settledCall(other, 60, { price: '0.30' });
    await newPrice('0.12', now - 1000);
    expect((await runOf(await preview(account))).changed_count).toBe(0n);
    const late = await preview(account, { ratesAt: now });
    expect(await items(late)).toMatchObject([{ account_id: account.id, new_price: amount('0.12') }]);
  });
});
