import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { addDays, startOfDay } from '../../core/base/calendar.ts';
import type { Id } from '../../core/base/id.ts';
import { amount, formatAmount } from '../../core/base/money.ts';
import { localDate } from '../../core/base/time.ts';
import type { WishedExtra } from '../../core/extras/extra.ts';
import { withConnection } from '../../db/connection.ts';
import { getMoneyImbalance } from '../../db/reads/getMetrics.ts';
import { rows, sql } from '../../db/sql.ts';
import { getAccountFields, lockAccount } from '../../db/tables/accounts.ts';
import { transaction } from '../../db/transaction.ts';
import { furnish } from '../../testing/accounts.ts';
import { extraOf, ledgerOf, openBilledAccount, setBilling } from '../../testing/billing.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { changeAccount } from '../accounts/changeAccount.ts';
import { topUp } from '../money/topUp.ts';
import { run } from '../run.ts';
import { chargeOnce } from './chargeOnce.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());

/** The operator's zone is UTC here. */
const today = () => localDate(panel.context.clock(), 'UTC');
function travelTo(date: string): void {
  panel.passTime(startOfDay(date, 'UTC') + 12 * 3_600_000 - panel.context.clock());
}
const charge = () => panel.doOfficeWork('charging extras');
const chargesOf = async (accountId: Id) =>
  (
    await withConnection(panel.context.pool, (tx) =>
      rows<{ kind: string; from: string; to: string; amount: bigint }>(
        tx,
        sql`select kind, period_from as from, period_to as to, amount from extra_charge where account_id = ${accountId} order by id`,
      ),
    )
  ).map((one) => `${one.kind} ${one.from} ${one.to} ${formatAmount(one.amount)}`);
const pay = (accountId: Id, money: string, key: string) =>
  run(panel.context, systemActor, topUp, { accountId, amount: amount(money), reason: 'Cash', key });
const isActive = async (accountId: Id) => (await transaction(panel.context.pool, (tx) => lockAccount(tx, accountId)))?.isActive;
/** Saves the account's page with these extras. */
async function saveExtras(accountId: Id, extras: readonly WishedExtra[]): Promise<void> {
  const { details, settings } = await transaction(panel.context.pool, (tx) => getAccountFields(tx, accountId));
  const account = await transaction(panel.context.pool, (tx) => lockAccount(tx, accountId));
  await run(panel.context, systemActor, changeAccount, { accountId, details, settings, extras, version: account?.version ?? 0 });
}

describe('extras of a Post-Paid account', () => {
  test('are charged once for each period, also when the office was away and when two are at it', async () => {
    travelTo('2030-01-31');
    const id = await openBilledAccount(panel.context, { extras: [extraOf()] });
    await charge();
    travelTo('2030-05-01');
    await Promise.all([charge(), charge(), charge()]);
    expect(await chargesOf(id)).toEqual([
      'period 2030-01-31 2030-02-28 10.00',
      'period 2030-02-28 2030-03-31 10.00',
      'period 2030-03-31 2030-04-30 10.00',
      'period 2030-04-30 2030-05-31 10.00',
    ]);
    expect(await ledgerOf(panel.context, id)).toEqual({ unbilled: amount('40'), receivable: 0n, prepaid: 0n });
  });

  test('a change of price in the middle gives back the days left at the old price and charges them at the new one', async () => {
    travelTo('2031-01-01');
    const old = extraOf({ cost: amount('31'), doesProrate: true, startsOn: '2031-01-01' });
    const id = await openBilledAccount(panel.context, { extras: [old] });
    await charge();
    travelTo('2031-01-11');
    await saveExtras(id, [{ ...old, cost: amount('62') }]);
    await charge();
    travelTo('2031-02-01');
    await charge();
    expect(await chargesOf(id)).toEqual([
      'period 2031-01-01 2031-02-01 31.00',
      'credit 2031-01-11 2031-02-01 -21.00',
      'period 2031-01-11 2031-02-01 42.00',
      'period 2031-02-01 2031-03-01 62.00',
    ]);
  });

  test('one that is not prorated keeps what was paid, and its new price begins with the next period', async () => {
    travelTo('2032-01-01');
    const old = extraOf({ startsOn: '2032-01-01' });
    const id = await openBilledAccount(panel.context, { extras: [old] });
    await charge();
    travelTo('2032-01-11');
    await saveExtras(id, [{ ...old, cost: amount('20'), description: 'Another name' }]);
    travelTo('2032-02-01');
    await charge();
    expect(await chargesOf(id)).toEqual(['period 2032-01-01 2032-02-01 10.00', 'period 2032-02-01 2032-03-01 20.00']);
  });

  test('removed on the day on which it fell due, it costs nothing; removed later and not prorated, nothing comes back', async () => {
    const id = await openBilledAccount(panel.context, {
      extras: [extraOf(), extraOf({ description: 'Other', chargePeriod: 'once' })],
    });
    await charge();
    await saveExtras(id, [extraOf({ description: 'Other', chargePeriod: 'once', startsOn: today() })]);
    expect((await ledgerOf(panel.context, id)).unbilled).toBe(amount('10'));
    travelTo(addDays(today(), 3));
    await saveExtras(id, []);
    await charge();
    expect((await ledgerOf(panel.context, id)).unbilled).toBe(amount('10'));
  });
});

describe('extras of a Pre-Paid account', () => {
  const open = () => openBilledAccount(panel.context, { settings: { paymentType: 'pre_paid' }, extras: [extraOf()] });

  test('wait for money, suspend if the settings say so, and are taken when it comes, oldest first', async () => {
    await setBilling(panel.context, { extrasSuspend: true });
    travelTo('2033-03-01');
    const id = await open();
    await pay(id, '9.99', `first-${id}`);
    await charge();
    expect([await chargesOf(id), await isActive(id)]).toEqual([[], false]);
    travelTo('2033-04-02');
    await pay(id, '10.01', `second-${id}`);
    await charge();
    expect(await chargesOf(id)).toEqual(['period 2033-03-01 2033-04-01 10.00', 'period 2033-04-01 2033-05-01 10.00']);
    expect([await isActive(id), (await ledgerOf(panel.context, id)).prepaid]).toEqual([true, 0n]);
    await setBilling(panel.context, { extrasSuspend: false });
  });

  test('take the balance below zero only if the settings allow it', async () => {
    travelTo('2034-03-01');
    const id = await open();
    await charge();
    expect((await ledgerOf(panel.context, id)).prepaid).toBe(0n);
    await setBilling(panel.context, { extrasMayOverdraw: true });
    await charge();
    expect((await ledgerOf(panel.context, id)).prepaid).toBe(amount('10'));
    await setBilling(panel.context, { extrasMayOverdraw: false });
  });

  test('never take money that a call has reserved', async () => {
    travelTo('2034-06-01');
    const id = await open();
    await pay(id, '10', `held-${id}`);
    await panel.asOwner(`update account_balance set held = 1 where account_id = ${id}`);
    await charge();
    expect(await chargesOf(id)).toEqual([]);
    await panel.asOwner(`update account_balance set held = 0 where account_id = ${id}`);
    await charge();
    expect(await chargesOf(id)).toHaveLength(1);
  });
});

describe('a one-time charge', () => {
  const once = (accountId: Id, money: string, key: string) =>
    run(panel.context, systemActor, chargeOnce, { accountId, description: 'Visit', amount: amount(money), isTaxable: true, key });

  test('sent twenty times at once is booked once', async () => {
    const id = await openBilledAccount(panel.context);
    const posted = await Promise.all(Array.from({ length: 20 }, () => once(id, '25', `visit-${id}`)));
    expect(posted.filter((one) => one.isNew)).toHaveLength(1);
    expect(await chargesOf(id)).toEqual([`one_time ${today()} ${today()} 25.00`]);
    await expect(once(id, '26', `visit-${id}`)).rejects.toMatchObject({ code: 'key_reused' });
  });

  test('below zero is a credit; fractions of a cent are refused at the field', async () => {
    const id = await openBilledAccount(panel.context, { settings: { paymentType: 'pre_paid' } });
    await once(id, '-3', `credit-${id}`);
    expect((await ledgerOf(panel.context, id)).prepaid).toBe(amount('-3'));
    await expect(once(id, '0.005', `small-${id}`)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

test('after all that the books are in balance', async () => {
  expect(await withConnection(panel.context.pool, getMoneyImbalance)).toBe(0n);
});
