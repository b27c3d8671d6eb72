import { afterAll, beforeAll, expect, test } from 'vitest';
import { amount } from '../../core/base/money.ts';
import { callCharged } from '../../core/ledger/postings.ts';
import { type CallFixture, callFixture } from '../../testing/callFixture.ts';
import { row, sql } from '../sql.ts';
import { listEntries } from './ledger.ts';

let fixture: CallFixture;
beforeAll(async () => {
  fixture = await callFixture({ price: '1000000000000' });
});
afterAll(() => fixture.close());

/** Money on the account, what a call set aside, what it costs in the end. */
test.each([
  ['Pre-Paid, covered by its hold', { money: '10' }, '1', '0.75', '0.75'],
  ['Pre-Paid, beyond its hold, covered by the rest', { money: '10' }, '1', '9', '9'],
  ['Pre-Paid, beyond all its money: the rest is our loss', { money: '1.25' }, '1', '3', '1.25'],
  ['Pre-Paid, nothing there at all', {}, '0', '3', '0'],
  ['Pre-Paid, with the cost of its provider', { money: '1.25' }, '1', '3', '1.25', '0.02'],
  ['Post-Paid without a limit', { postPaid: true }, '0', '123.45678901', '123.45678901'],
  ['Post-Paid beyond its credit limit: in full', { postPaid: true, creditLimit: '2' }, '1', '5', '5'],
  ['revenue share: the customer is paid', { money: '1' }, '0', '-0.5', '-0.5'],
  ['free of charge', { money: '1' }, '0', '0', '0'],
  ['free of charge, and not for us', { money: '1' }, '0', '0', '0', '0.5'],
])('the database books what core/ledger says: %s', async (title, options, hold, price, charged, cost = '0') => {
  const account = await fixture.addAccount(options);
  const callId = title.replace(/\W+/g, '-');
  await fixture.owner.query(
    `insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                       decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at)
     select $1, $2, id, 'sip', number, '61', '61299990000', 'outside', 'Australia', 8, 'half_up', '[]', true, 'active', 60, $3, now()
       from network_number where account_id = $2`,
    [callId, account.id, amount(hold)],
  );
  await fixture.owner.query('update account_balance set held = $2 where account_id = $1', [account.id, amount(hold)]);

  const settled = await row<{ outcome: string; charge: bigint; loss: bigint }>(
    fixture.app,
    sql`select outcome, charge, loss
          from call_settle(jsonb_build_object('callId', ${callId}::text, 'durationMs', 61000, 'billedSeconds', 61, 'price', ${amount(price)}::text,
                                              'answeredAt', now(), 'endedAt', now(), 'attempt', 1, 'outcome', 'answered', 'hangupCause', 16,
                                              'day', current_date, 'cost', ${amount(cost)}::text))`,
  );
  expect(settled?.outcome).toBe('settled');
  expect(settled).toEqual({ outcome: 'settled', charge: amount(charged), loss: amount(price) - amount(charged) });

  const transfer = await row<{ transfer_id: bigint | null }>(
    fixture.app,
    sql`select transfer_id from cdr where call_id = ${callId}`,
  );
  const booked = transfer?.transfer_id ? await listEntries(fixture.app, transfer.transfer_id) : [];
  const paymentType = 'postPaid' in options ? 'post_paid' : 'pre_paid';
  const payer = { accountId: account.id, paymentType } as const;
  expect(booked).toEqual(callCharged(payer, amount(price), amount(charged), amount(cost)));
  expect(await fixture.faults()).toEqual([]);
});
