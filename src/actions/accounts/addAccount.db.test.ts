import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { isAccountNumber } from '../../core/base/id.ts';
import { amount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { withConnection } from '../../db/connection.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { rows, sql } from '../../db/sql.ts';
import { detailsOf, furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { run } from '../run.ts';
import { changeSettings } from '../settings/changeSettings.ts';
import { addAccount } from './addAccount.ts';

let panel: TestPanel;
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));

beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

async function faultsOf(attempt: Promise<unknown>): Promise<{ code: string; fields: string[]; text: string }> {
  const refusal = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Refusal)) throw new Error(`expected a refusal, not ${String(refusal)}`);
  return {
    code: refusal.code,
    fields: refusal.faults.map((fault) => fault.field),
    text: refusal.faults.map((fault) => fault.message).join(' '),
  };
}

describe('an account cannot be added', () => {
  test('before there is a package and a route, and both fields say so', async () => {
    expect(await faultsOf(openTestAccount(panel.context))).toMatchObject({
      code: 'invalid_input',
      fields: ['billingPackageId', 'routeId'],
    });
    await furnish(panel.context);
  });

  test('with a package and a route that do not exist', async () => {
    const refused = await faultsOf(openTestAccount(panel.context, { billingPackageId: 999n, routeId: 999n }));
    expect(refused).toMatchObject({ code: 'invalid_input', fields: ['billingPackageId', 'routeId'] });
  });

  test('with a credit limit when it is Pre-Paid', async () => {
    const refused = await faultsOf(openTestAccount(panel.context, { paymentType: 'pre_paid', creditLimit: amount('1') }));
    expect(refused).toMatchObject({ code: 'invalid_input', fields: ['creditLimit'] });
  });

  test('with a number that is taken; the next free one is offered', async () => {
    await openTestAccount(panel.context, {}, '100000');
    const refused = await faultsOf(openTestAccount(panel.context, {}, '100000'));
    expect(refused).toMatchObject({ code: 'customer_number_taken', fields: ['customerNumber'] });
    expect(refused.text).toContain('100001');
  });

  test('with an extra that ends before it starts, and nothing is half saved', async () => {
    const before = await ask<{ n: bigint }>(sql`select next_number as n from setting`);
    const extra = {
      description: 'Fee',
      cost: amount('1'),
      chargePeriod: 'monthly',
      doesProrate: false,
      isTaxable: true,
    } as const;
    const input = { details: detailsOf({ lastName: 'Late' }), settings: {}, customerNumber: undefined, note: '' };
    const attempt = run(panel.context, systemActor, addAccount, { ...input, extras: [{ ...extra, endsOn: '2020-01-01' }] });
    expect(await faultsOf(attempt)).toMatchObject({ code: 'invalid_input', fields: ['extras.0.endsOn'] });
    expect(await ask(sql`select id from account where last_name = 'Late'`)).toEqual([]);
    expect(await ask<{ n: bigint }>(sql`select next_number as n from setting`)).toEqual(before);
  });
});

describe('a new account', () => {
  test('has a checked account number, its defaults, a phone, extras from today, a note, a balance of nothing and an audit entry', async () => {
    const extra = { description: 'Monthly Fee', cost: amount('19.95'), chargePeriod: 'monthly', endsOn: null } as const;
    const { accountId } = await run(panel.context, systemActor, addAccount, {
      details: detailsOf({ lastName: 'Whole', company: 'Whole Ltd' }),
      settings: {},
      customerNumber: undefined,
      extras: [{ ...extra, doesProrate: true, isTaxable: true }],
      note: 'Met at the fair.',
    });
    const account = await withConnection(panel.context.pool, (tx) => findAccount(tx, accountId));
    expect(isAccountNumber(account?.accountNumber ?? '')).toBe(true);
    expect(account).toMatchObject({
      paymentType: 'pre_paid',
      protocol: 'sip_and_iax',
      callLimit: 2,
      billingPackageName: 'Flat',
      routeName: 'Everything',
      balance: { posted: '0.00', held: '0.00', available: '0.00', currency: 'AUD' },
      extras: [{ description: 'Monthly Fee', cost: '19.95', startsOn: new Date().toISOString().slice(0, 10), doesProrate: true }],
    });
    expect(await ask(sql`select body, author_name from note where account_id = ${accountId}`)).toEqual([
      { body: 'Met at the fair.', author_name: 'system' },
    ]);
    expect(await ask(sql`select action from audit where account_id = ${accountId}`)).toEqual([{ action: 'account.add' }]);
  });

  test('keeps the phone’s secret as a digest for SIP, sealed for IAX, and sealed not at all when it may not use IAX', async () => {
    const { safe } = panel.context;
    for (const [protocol, isSealed] of [
      ['sip_and_iax', true],
      ['iax', true],
      ['sip', false],
    ] as const) {
      const { credentials } = await openTestAccount(panel.context, { protocol });
      expect(credentials.secret).toMatch(/^[2-9a-hjkmnp-z]{20}$/);
      expect(credentials.protocols).toEqual(protocol === 'sip_and_iax' ? ['sip', 'iax'] : [protocol]);
      const [stored] = await ask<{ sip_digest_md5: string; sealed: Buffer | null }>(
        sql`select sip_digest_md5, iax_secret_sealed as sealed from network_number where number = ${credentials.networkNumber}`,
      );
      expect(stored?.sip_digest_md5).toBe(safe.sipDigest(credentials.networkNumber, credentials.secret));
      expect(stored?.sealed !== null).toBe(isSealed);
      expect(stored?.sealed?.includes(credentials.secret) ?? false).toBe(false);
    }
  });

  test('Post-Paid has no limit unless one is set', async () => {
    const balances = [null, amount('5.50')].map(async (creditLimit) => {
      const { accountId } = await openTestAccount(panel.context, { paymentType: 'post_paid', creditLimit });
      return (await withConnection(panel.context.pool, (tx) => findAccount(tx, accountId)))?.balance.available;
    });
    expect(await Promise.all(balances)).toEqual([null, '5.50']);
  });
});

describe('numbers', () => {
  test('twenty operators who save at once get twenty numbers', async () => {
    const added = await Promise.all(Array.from({ length: 20 }, () => openTestAccount(panel.context)));
    const numbers = added.map(({ credentials }) => Number(credentials.networkNumber)).sort((a, b) => a - b);
    expect(new Set(numbers).size).toBe(20);
    expect(numbers.at(-1)! - numbers[0]!).toBe(19);
  });

  test('of twenty who type the same number one gets it', async () => {
    const attempts = Array.from({ length: 20 }, () => openTestAccount(panel.context, {}, '555000'));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'customer_number_taken' });
  });

  test('taken and emergency numbers are stepped over; a new Base Number never gives one out twice', async () => {
    const [setting] = await ask<{ version: number }>(sql`select version from setting`);
    await openTestAccount(panel.context, {}, '200000');
    await openTestAccount(panel.context, {}, '200002');
    const change = { baseNumber: '200000', emergencyNumbers: ['000', '200003'], version: setting?.version ?? 0 };
    await run(panel.context, systemActor, changeSettings, change);
    const minted = [];
    for (let i = 0; i < 3; i += 1) minted.push((await openTestAccount(panel.context)).credentials.networkNumber);
    expect(minted).toEqual(['200001', '200004', '200005']);
    const refused = await faultsOf(openTestAccount(panel.context, {}, '200003'));
    expect(refused).toMatchObject({ code: 'customer_number_taken', fields: ['customerNumber'] });
    expect(refused.text).toContain('emergency');
  });

  test('minting does not make the settings’ form stale', async () => {
    const version = async () => (await ask<{ version: number }>(sql`select version from setting`))[0]?.version;
    const before = await version();
    await openTestAccount(panel.context);
    expect(await version()).toBe(before);
  });
});
