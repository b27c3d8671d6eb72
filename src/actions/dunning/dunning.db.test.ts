import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import type { DunningKind } from '../../core/payments/dunning.ts';
import { findCaller } from '../../db/reads/callControl.ts';
import { findAccount, findBalance } from '../../db/reads/getAccount.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { issueTestInvoice } from '../../testing/invoices.ts';
import { moneyOf, openSandbox } from '../../testing/moneyStage.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { setAccountActive } from '../accounts/setAccountActive.ts';
import { topUp } from '../money/topUp.ts';
import { run } from '../run.ts';
import { changeDunning } from './changeDunning.ts';

const day = 86_400_000;
let panel: TestPanel;
let version = 0;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await openSandbox(panel);
});
afterAll(() => panel.close());

const today = (days = 0) => new Date(panel.context.clock() + days * day).toISOString().slice(0, 10);
async function ladder(...steps: readonly (readonly [DunningKind, number, string?])[]) {
  const { readDunning } = await import('../../db/reads/paymentSettings.ts');
  version = (await panel.door.ask(readDunning)).version;
  const wished = steps.map(([kind, daysAfterDue, fee]) => ({
    kind,
    daysAfterDue,
    isOn: true,
    fee: fee === undefined ? null : amount(fee),
  }));
  await run(panel.context, systemActor, changeDunning, { steps: wished, version });
}
async function debtor(email = 'ann@example.net') {
  const { accountId, credentials } = await openTestAccount(panel.context, { paymentType: 'post_paid' }, undefined, { email });
  const customerNumber = credentials.networkNumber;
  const { id } = await issueTestInvoice(panel, { accountId, total: '30', issuedOn: today(-14), dueOn: today() });
  return { accountId, customerNumber, invoiceId: id };
}
/** Days pass, the office works on each; answers what was done on which day. */
async function live(accountId: bigint, days: number): Promise<readonly string[]> {
  const done: string[] = [];
  for (let passed = 0; passed <= days; passed += 1) {
    const before = (await moneyOf(panel, accountId)).steps.length;
    await panel.doOfficeWork('reminding debtors');
    const { steps } = await moneyOf(panel, accountId);
    done.push(
      ...steps
        .slice(0, steps.length - before)
        .reverse()
        .map((one) => `${passed} ${one.kind}`),
    );
    panel.passTime(day);
  }
  return done;
}
const state = async ({ accountId, customerNumber }: { accountId: bigint; customerNumber: string }) => {
  const account = await panel.door.ask((tx) => findAccount(tx, accountId));
  const caller = await panel.door.ask((tx) => findCaller(tx, customerNumber));
  return { isActive: account?.isActive, restriction: caller?.restriction };
};
const pay = (accountId: bigint, money = '30') =>
  run(panel.context, systemActor, topUp, {
    accountId,
    amount: amount(money),
    reason: 'Cash',
    key: `dunning-pay-${accountId}-${money}`,
  });

test('nothing happens until the operator turns a step on', async () => {
  expect(await live((await debtor()).accountId, 60)).toEqual([]);
});

describe('the whole ladder', () => {
  test('reminders, restriction, suspension, each on its day and once; the payment restores everything at once', async () => {
    await ladder(['reminder', 7], ['reminder', 14, '5'], ['restrict', 21], ['suspend', 35]);
    const one = await debtor();
    expect(await live(one.accountId, 22)).toEqual(['7 reminder', '14 reminder', '21 restrict']);
    expect(await state(one)).toEqual({ isActive: true, restriction: 'incoming_only' });
    expect(await live(one.accountId, 20)).toEqual(['12 suspend']);
    expect(await state(one)).toEqual({ isActive: false, restriction: 'incoming_only' });
    await pay(one.accountId, '10');
    expect(await state(one)).toMatchObject({ isActive: false });
    await pay(one.accountId, '20');
    expect(await state(one)).toEqual({ isActive: true, restriction: undefined });
    // The fee waits for the next invoice.
    expect((await panel.door.ask((tx) => findBalance(tx, one.accountId)))?.posted).toBe('-5.00');
    const { steps } = await moneyOf(panel, one.accountId);
    expect(steps.every((step) => step.isTold && !step.isOpen)).toBe(true);
  });

  test('an old debt begins with the first step, not with all of them', async () => {
    await ladder(['reminder', 7], ['reminder', 14], ['restrict', 21]);
    const one = await debtor();
    panel.passTime(100 * day);
    expect(await live(one.accountId, 15)).toEqual(['0 reminder', '7 reminder', '14 restrict']);
  });

  test('five offices at once take a step once, and charge its fee once', async () => {
    await ladder(['reminder', 3, '2.50']);
    const one = await debtor('');
    panel.passTime(3 * day);
    await Promise.all(Array.from({ length: 5 }, () => panel.doOfficeWork('reminding debtors')));
    const { steps } = await moneyOf(panel, one.accountId);
    expect(steps).toMatchObject([{ kind: 'reminder', fee: '2.50', isTold: false }]);
    expect((await panel.door.ask((tx) => findBalance(tx, one.accountId)))?.posted).toBe('-32.50');
  });
});

test('whom staff suspended stays suspended when the debt is paid', async () => {
  await ladder(['restrict', 5], ['suspend', 10]);
  const one = await debtor();
  await live(one.accountId, 6);
  await run(panel.context, systemActor, setAccountActive, { accountId: one.accountId, isActive: false, reason: 'fraud' });
  await live(one.accountId, 10);
  await pay(one.accountId);
  expect(await state(one)).toEqual({ isActive: false, restriction: undefined });
});

test('a credit note restores, too', async () => {
  await ladder(['restrict', 5]);
  const one = await debtor();
  await live(one.accountId, 6);
  const note = { accountId: one.accountId, total: '30', issuedOn: today(), dueOn: today(), credits: one.invoiceId };
  await issueTestInvoice(panel, note);
  await panel.doOfficeWork('reminding debtors');
  expect(await state(one)).toEqual({ isActive: true, restriction: undefined });
});

test('days that do not rise are refused at their step', async () => {
  await expect(ladder(['reminder', 7], ['restrict', 7])).rejects.toMatchObject({ faults: [{ field: 'steps.1.daysAfterDue' }] });
});
