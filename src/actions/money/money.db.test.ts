import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { amount } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { openPool } from '../../db/pool.ts';
import { findBalance } from '../../db/reads/getAccount.ts';
import { getMoneyImbalance } from '../../db/reads/getMetrics.ts';
import { listLedger } from '../../db/reads/listLedger.ts';
import { rows, sql } from '../../db/sql.ts';
import { transaction } from '../../db/transaction.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { run } from '../run.ts';
import { adjust } from './adjust.ts';
import { topUp } from './topUp.ts';

let panel: TestPanel;
let accountId: Id;
let other: Id;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  accountId = (await openTestAccount(panel.context)).accountId;
  other = (await openTestAccount(panel.context, { paymentType: 'post_paid' })).accountId;
});
afterAll(() => panel.close());

const move = (action: typeof topUp, money: string, key: string, account = accountId) =>
  run(panel.context, systemActor, action, { accountId: account, amount: amount(money), reason: 'cash', key });
const balance = async (id = accountId) => (await withConnection(panel.context.pool, (tx) => findBalance(tx, id)))?.posted;

describe('a movement of money', () => {
  test('sent twenty times at once with one key happens once', async () => {
    const before = amount((await balance()) ?? '0');
    const posted = await Promise.all(Array.from({ length: 20 }, () => move(topUp, '12.50', 'race-key-1')));
    expect(posted.filter((one) => one.isNew)).toHaveLength(1);
    expect(new Set(posted.map((one) => one.transferId)).size).toBe(1);
    expect(amount((await balance()) ?? '0')).toBe(before + amount('12.50'));
  });

  test('is refused when its key was used for another amount or another account', async () => {
    await move(topUp, '1', 'taken-key-1');
    await expect(move(topUp, '2', 'taken-key-1')).rejects.toMatchObject({ code: 'key_reused' });
    await expect(move(topUp, '1', 'taken-key-1', other)).rejects.toMatchObject({ code: 'key_reused' });
    expect((await move(adjust, '1', 'taken-key-1')).isNew).toBe(true);
  });

  test('of an unknown account is refused before the key is looked at', async () => {
    await expect(move(topUp, '1', 'taken-key-1', 999n)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('many at once lose none: the balance is the sum', async () => {
    const before = amount((await balance()) ?? '0');
    const amounts = Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? '-0.07' : '0.11'));
    await Promise.all(amounts.map((money, index) => move(adjust, money, `many-keys-${index}`)));
    expect(amount((await balance()) ?? '0')).toBe(before + 20n * amount('0.11') - 10n * amount('0.07'));
    expect(await withConnection(panel.context.pool, getMoneyImbalance)).toBe(0n);
  });

  test('may take a Pre-Paid account below zero on purpose', async () => {
    const { accountId: poor } = await openTestAccount(panel.context);
    await move(adjust, '-3', 'against-1', poor);
    expect(await balance(poor)).toBe('-3.00');
  });

  test('is audited once, by name', async () => {
    await move(topUp, '5', 'audit-key-1');
    await move(topUp, '5', 'audit-key-1');
    const found = await withConnection(panel.context.pool, (tx) =>
      rows(tx, sql`select actor_name from audit where detail ->> 'key' = 'audit-key-1'`),
    );
    expect(found).toEqual([{ actor_name: 'system' }]);
  });
});

test('a top-up and a call of the same account never wait for each other in a circle', async () => {
  const owner = openPool(panel.database.ownerUrl, { max: 2, name: 'owner' }, () => undefined);
  try {
    // As call_authorize does: first the balance, then a call row that refers to the account.
    await transaction(owner, async (call) => {
      await rows(call, sql`select posted from account_balance where account_id = ${accountId} for update`);
      const booked = move(topUp, '1', 'beside-a-call');
      const waiting = sql`select pid from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`;
      while ((await withConnection(owner, (tx) => rows(tx, waiting))).length === 0);
      // Shorter than the database's own search for circles (deadlock_timeout, 1 s), after which the top-up would try again.
      await rows(call, sql`set local lock_timeout = '300ms'`);
      await rows(
        call,
        sql`insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind,
                              destination, decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at)
            select 'beside', account_id, id, 'sip', number, '61', '61', 'outside', 'A', 4, 'half_up', '[]', true, 'reserved', 60, 0, now()
              from network_number
             where account_id = ${accountId}
             limit 1`,
      );
      // Not awaited inside: the top-up goes on when this transaction ends.
      return { booked };
    }).then(({ booked }) => expect(booked).resolves.toMatchObject({ isNew: true }));
  } finally {
    await owner.end();
  }
});

test('the statement shows what was in favour of the customer as positive, newest first, page by page without gaps', async () => {
  const { accountId: id } = await openTestAccount(panel.context);
  for (let i = 1; i <= 7; i += 1) await move(topUp, `${i}`, `statement-${i}`, id);
  await move(adjust, '-0.5', 'statement-8', id);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await withConnection(panel.context.pool, (tx) => listLedger(tx, id, { after, limit: 3 }));
    seen.push(...page.items.map((one) => `${one.amount} ${one.balanceAfter}`));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toEqual([
    '-0.50 27.50',
    '7.00 28.00',
    '6.00 21.00',
    '5.00 15.00',
    '4.00 10.00',
    '3.00 6.00',
    '2.00 3.00',
    '1.00 1.00',
  ]);
});

describe('the ledger in the database', () => {
  const unbalanced = sql`select transfer_id from ledger_post('adjustment', 'unbalanced', now(), 'x', 'x',
    array['adjustment', 'prepaid'], array[0, ${1n}]::bigint[], array[100, -99]::bigint[])`;

  test('refuses entries that do not sum to zero, at commit', async () => {
    const attempt = transaction(panel.context.pool, (tx) => rows(tx, unbalanced));
    await expect(attempt).rejects.toMatchObject({ code: '23514' });
  });

  test('refuses one entry alone', async () => {
    const alone = sql`select transfer_id from ledger_post('adjustment', 'alone', now(), 'x', 'x', array['bank'], array[0]::bigint[], array[100]::bigint[])`;
    await expect(transaction(panel.context.pool, (tx) => rows(tx, alone))).rejects.toMatchObject({ code: '23514' });
  });

  test.each([
    ['update', sql`update entry set amount = amount + 1`],
    ['delete', sql`delete from entry`],
    ['truncate', sql`truncate entry, transfer`],
    ['update a transfer', sql`update transfer set description = 'other'`],
    ['write an entry by hand', sql`insert into entry (transfer_id, line, ledger, amount) values (1, 9, 'bank', 1)`],
    ['change a balance', sql`update account_balance set posted = 0`],
    ['change the audit trail', sql`update audit set action = 'x'`],
  ])('the panel’s role may not %s', async (_, statement) => {
    await expect(withConnection(panel.context.pool, (tx) => rows(tx, statement))).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    ['update', sql`update entry set amount = amount + 1`],
    ['delete', sql`delete from transfer`],
    ['truncate', sql`truncate entry, transfer, cdr cascade`],
    ['delete from the audit trail', sql`delete from audit`],
  ])('not even the owner may %s by accident', async (_, statement) => {
    const owner = openPool(panel.database.ownerUrl, { max: 1, name: 'owner' }, () => undefined);
    try {
      await expect(withConnection(owner, (tx) => rows(tx, statement))).rejects.toMatchObject({ code: '42501' });
    } finally {
      await owner.end();
    }
  });
});
