import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import type { LocalDate } from '../../core/base/time.ts';
import { findBalance } from '../../db/reads/getAccount.ts';
import { findVoucherBatch } from '../../db/reads/listVouchers.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { run } from '../run.ts';
import { addVoucherBatch } from './addVoucherBatch.ts';
import { cancelVoucherBatch } from './cancelVoucherBatch.ts';
import { redeemVoucher, wrongCodesMax } from './redeemVoucher.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());

let names = 0;
const batch = (more: { readonly count?: number; readonly prefix?: string; readonly expiresOn?: string } = {}) => {
  const { count = 2, prefix = 'TOP', expiresOn = null } = more;
  const wished = { name: `Batch ${++names}`, prefix, amount: amount('10'), count, expiresOn: expiresOn as LocalDate | null };
  return run(panel.context, systemActor, addVoucherBatch, wished);
};
const customer = async () => (await openTestAccount(panel.context, { paymentType: 'pre_paid' })).accountId;
const redeem = (accountId: bigint, code: string, address = `10.0.${names % 250}.${Number(accountId) % 250}`) =>
  run(panel.context, systemActor, redeemVoucher, { accountId, code, address });
const posted = async (accountId: bigint) => (await panel.door.ask((tx) => findBalance(tx, accountId)))?.posted;

test('codes are shown once; the database keeps a hash and the last four signs', async () => {
  const { codes } = await batch();
  const found = await panel.context.pool.query('select code_hash, last_four from voucher order by id desc limit 2');
  const kept = JSON.stringify(found.rows);
  for (const code of codes) {
    expect(code).toMatch(/^TOP-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
    expect(kept).not.toContain(code.replaceAll('-', ''));
    expect(kept).toContain(code.replaceAll('-', '').slice(-4));
  }
});

test('fifty customers at once with one code: one has the money, and the same customer again gets the same answer', async () => {
  const { codes, batchId } = await batch();
  const code = codes[0] ?? '';
  const customers = await Promise.all(Array.from({ length: 50 }, customer));
  const answers = await Promise.all(customers.map((id, index) => redeem(id, code, `192.0.${index}.1`)));
  expect(answers.filter((one) => one === 'voucher_used')).toHaveLength(49);
  const winner = customers[answers.findIndex((one) => typeof one !== 'string')] ?? 0n;
  await Promise.all(Array.from({ length: 20 }, () => redeem(winner, code.toLowerCase().replaceAll('-', ' '))));
  expect(await posted(winner)).toBe('10.00');
  expect(await panel.door.ask((tx) => findVoucherBatch(tx, batchId))).toMatchObject({ redeemed: 1, count: 2 });
});

describe('wrong codes', () => {
  test('twenty of one account make it wait, and the right one, too, until an hour has passed', async () => {
    const { codes } = await batch();
    const id = await customer();
    for (let count = 0; count < wrongCodesMax; count += 1)
      expect(await redeem(id, `TOP-${count}`, `198.51.${count}.1`)).toBe('voucher_wrong');
    await expect(redeem(id, codes[0] ?? '')).rejects.toMatchObject({ code: 'too_many_attempts' });
    expect(await redeem(await customer(), codes[1] ?? '')).toMatchObject({ amount: amount('10') });
    panel.passTime(3_600_001);
    expect(await redeem(id, codes[0] ?? '')).toMatchObject({ amount: amount('10') });
  });

  test('twenty from one network make it wait, whatever the account', async () => {
    const customers = await Promise.all(Array.from({ length: wrongCodesMax + 1 }, customer));
    const answers = await Promise.allSettled(customers.map((id, index) => redeem(id, 'WRONG', `203.0.113.${index}`)));
    expect(answers.filter((one) => one.status === 'rejected')).toHaveLength(1);
  });
});

test('an expired or cancelled voucher is worth nothing; what was redeemed stays', async () => {
  const tomorrow = new Date(panel.context.clock() + 86_400_000).toISOString().slice(0, 10);
  const expiring = await batch({ expiresOn: tomorrow });
  const stolen = await batch();
  const id = await customer();
  await redeem(id, expiring.codes[0] ?? '');
  await redeem(id, stolen.codes[0] ?? '');
  await run(panel.context, systemActor, cancelVoucherBatch, { batchId: stolen.batchId, reason: 'stolen' });
  panel.passTime(3 * 86_400_000);
  for (const code of [expiring.codes[1] ?? '', stolen.codes[1] ?? ''])
    await expect(redeem(id, code)).rejects.toMatchObject({ code: 'voucher_ended' });
  expect(await posted(id)).toBe('20.00');
});

test.each([
  ['nothing', { amount: amount('0') }, 'amount'],
  ['half a cent', { amount: amount('0.005') }, 'amount'],
  ['a day that is past', { expiresOn: '2020-01-01' as LocalDate }, 'expiresOn'],
  ['a name that is taken', { name: 'Taken' }, 'name'],
])('vouchers of %s are not made', async (_, wrong, field) => {
  const wished = { name: 'Taken', prefix: '', amount: amount('1'), count: 1, expiresOn: null };
  await run(panel.context, systemActor, addVoucherBatch, wished).catch(() => undefined);
  const made = run(panel.context, systemActor, addVoucherBatch, { ...wished, name: `Other ${++names}`, ...wrong });
  await expect(made).rejects.toMatchObject({ faults: [{ field }] });
});
