import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import type { LocalDate } from '../../core/base/time.ts';
import type { BankLine } from '../../core/payments/bankLine.ts';
import { listBankLines } from '../../db/reads/listBankLines.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { issueTestInvoice } from '../../testing/invoices.ts';
import { moneyOf } from '../../testing/moneyStage.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { run } from '../run.ts';
import { bookBankLine } from './bookBankLine.ts';
import { ignoreBankLine } from './ignoreBankLine.ts';
import { importStatement } from './importStatement.ts';
import { matchAgain } from './matchAgain.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());

const customer = async () => (await openTestAccount(panel.context, { paymentType: 'post_paid' })).accountId;
const invoice = (accountId: bigint, total: string) =>
  issueTestInvoice(panel, { accountId, total, issuedOn: '2026-10-01', dueOn: '2026-10-15' });
const line = (bankReference: string, money: string, text: string): BankLine => ({
  ...{ bankReference, amount: amount(money), text, bookedOn: '2026-11-01' as LocalDate, currency: 'AUD', payer: 'A PAYER' },
});
const take = (...lines: readonly BankLine[]) =>
  run(panel.context, systemActor, importStatement, { fileName: 'a.csv', format: 'csv', lines, skipped: 0 });
const open = async () => (await panel.door.ask((tx) => listBankLines(tx, 'open', { limit: 200 }))).items;
const find = async (reference: string) => {
  const found = (await open()).find((one) => one.bankReference === reference);
  if (!found) throw new Error(`no open line ${reference}`);
  return found;
};
const book = (lineId: string, accountId: bigint, invoiceIds: readonly bigint[] = []) =>
  run(panel.context, systemActor, bookBankLine, { lineId: BigInt(lineId), accountId, invoiceIds });

test('a line is taken once, whatever file it comes in, and however many import at once', async () => {
  const lines = [line('R-1', '10', 'x'), line('R-2', '10', 'x')];
  expect(await take(...lines)).toMatchObject({ added: 2, known: 0 });
  expect(await take(...lines, line('R-3', '1', 'y'))).toMatchObject({ added: 1, known: 2 });
  const race = await Promise.all(Array.from({ length: 10 }, () => take(line('R-4', '1', 'z'), line('R-4', '1', 'z'))));
  expect(race.reduce((sum, one) => sum + one.added, 0)).toBe(1);
});

test('is booked as a payment of the invoice it names, once, and the bank’s reference is the payment’s', async () => {
  const id = await customer();
  const older = await invoice(id, '30');
  const named = await invoice(id, '30');
  await take(line('R-10', '30', `Invoice ${named.number.replaceAll('-', ' ')} thank you`));
  const found = await find('R-10');
  expect(found).toMatchObject({ grade: 'sure', accountId: String(id), invoices: [{ id: String(named.id) }] });
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => book(found.id, id, [named.id])));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect((await moneyOf(panel, id)).invoices).toMatchObject([{ invoiceId: String(older.id), open: '30.00' }]);
  await expect(run(panel.context, systemActor, ignoreBankLine, { lineId: BigInt(found.id), reason: 'no' })).rejects.toMatchObject(
    { code: 'in_use' },
  );
});

test('more than the named invoice pays the others, too; the rest is credit', async () => {
  const id = await customer();
  await invoice(id, '5');
  const named = await invoice(id, '20');
  await take(line('R-20', '30', named.number));
  await book((await find('R-20')).id, id, [named.id]);
  expect(await moneyOf(panel, id)).toMatchObject({ open: '0.00', credit: '5.00' });
});

test('invoices that are issued later are found when it is looked again', async () => {
  const id = await customer();
  await take(line('R-30', '77.77', 'no number'));
  expect((await find('R-30')).grade).toBe('none');
  await invoice(id, '77.77');
  await run(panel.context, systemActor, matchAgain, null);
  expect(await find('R-30')).toMatchObject({ grade: 'guess', accountId: String(id) });
});

test('another currency, and a line that was decided, are refused', async () => {
  const id = await customer();
  await take({ ...line('R-40', '5', 'x'), currency: 'EUR' });
  const found = await find('R-40');
  await expect(book(found.id, id)).rejects.toMatchObject({ faults: [{ field: 'accountId' }] });
  await run(panel.context, systemActor, ignoreBankLine, { lineId: BigInt(found.id), reason: 'interest' });
  await expect(book(found.id, id)).rejects.toMatchObject({ code: 'in_use' });
});
