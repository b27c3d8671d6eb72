import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { unitPrice } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { findBillingPackage, listBillingPackages } from '../../db/reads/listBillingPackages.ts';
import { listRates } from '../../db/reads/listRates.ts';
import { findRateById, findRateFor } from '../../db/reads/packageRates.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { rateOf } from '../../testing/rates.ts';
import { run } from '../run.ts';
import { addBillingPackage } from './addBillingPackage.ts';
import { addRate } from './addRate.ts';
import { changeBillingPackage } from './changeBillingPackage.ts';
import { changeRate } from './changeRate.ts';
import { closeRate } from './closeRate.ts';
import { packageTemplates } from './templates.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const fieldsOf = (name: string) => ({ name, decimals: 4, roundingMode: 'half_up' }) as const;
const add = (name: string, template?: string, rates = [rateOf({ prefix: '61', price: '0.05' })]) =>
  run(panel.context, systemActor, addBillingPackage, { kind: 'sell', fields: fieldsOf(name), template, rates });
const list = (id: Id, search?: string) =>
  withConnection(panel.context.pool, (tx) => listRates(tx, id, search, { limit: 200 }, panel.context.clock())).then(
    (page) => page.items,
  );
const prefixes = async (id: Id, search?: string) => (await list(id, search)).map((one) => one.rate.prefix);

describe('a billing package', () => {
  test('is made from each template, and every rate of the templates is sound', async () => {
    for (const template of packageTemplates) {
      const id = await add(`From ${template.code}`, template.code, []);
      expect(await list(id)).toHaveLength(template.rates.length);
    }
    expect(packageTemplates.find((one) => one.code === 'starter')?.rates.length).toBeGreaterThanOrEqual(60);
  });

  test('is refused for an unknown template, a prefix that stands twice and a taken name', async () => {
    await expect(add('T', 'no such')).rejects.toMatchObject({ faults: [{ field: 'template' }] });
    const twice = [rateOf({ prefix: '1' }), rateOf({ prefix: '1' })];
    await expect(add('T', undefined, twice)).rejects.toMatchObject({ faults: [{ field: 'rates.1.prefix' }] });
    await add('Taken');
    await expect(add('Taken')).rejects.toMatchObject({ faults: [{ field: 'name' }] });
  });

  test('of a provider is nobody’s package: not the default, not an account’s, not a form’s', async () => {
    const deck = { kind: 'cost', fields: fieldsOf('Carrier A–Z'), template: undefined, rates: [] } as const;
    const id = await run(panel.context, systemActor, addBillingPackage, deck);
    const { defaultBillingPackageId } = await withConnection(panel.context.pool, lockSettings);
    expect(defaultBillingPackageId).not.toBe(id);
    const listed = (kind: 'sell' | 'cost') =>
      withConnection(panel.context.pool, (tx) => listBillingPackages(tx, kind)).then((all) => all.map((one) => one.id));
    expect(await listed('cost')).toEqual([String(id)]);
    expect(await listed('sell')).not.toContain(String(id));
    await furnish(panel.context);
    await expect(openTestAccount(panel.context, { billingPackageId: id })).rejects.toMatchObject({
      faults: [{ field: 'billingPackageId', message: 'There is no such billing package.' }],
    });
  });

  test('the change of its rounding is refused in order: unknown, stale, taken name', async () => {
    const id = await add('Rounded');
    const change = (billingPackageId: Id, name: string, version: number) =>
      run(panel.context, systemActor, changeBillingPackage, {
        billingPackageId,
        fields: { name, decimals: 2, roundingMode: 'up' },
        version,
      });
    await expect(change(999n, 'Taken', 0)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(id, 'Taken', 0)).rejects.toMatchObject({ code: 'stale_version' });
    await expect(change(id, 'Taken', 1)).rejects.toMatchObject({ faults: [{ field: 'name' }] });
    await change(id, 'Rounded', 1);
    const found = await withConnection(panel.context.pool, (tx) => findBillingPackage(tx, id));
    expect(found).toMatchObject({ decimals: 2, roundingMode: 'up', version: 2, rateCount: 1 });
  });
});

describe('a rate', () => {
  test('keeps all that was said of it', async () => {
    const rate = rateOf({
      ...{
        prefix: '49',
        destination: 'Germany',
        flagFall: '0.000000000001',
        price: '0.05',
        perSeconds: 30,
        initialIncrement: 60,
      },
      ...{ initialPrice: '0.07', increment: 6, graceSeconds: 3, minimumSeconds: 5, minimumCharge: '0.01', maximumCharge: '9' },
    });
    const id = await add('Whole', undefined, [rate]);
    expect((await list(id))[0]?.rate).toEqual(rate);
  });

  test('is one per prefix', async () => {
    const id = await add('One each');
    const rate = rateOf({ prefix: '61' });
    const again = run(panel.context, systemActor, addRate, { billingPackageId: id, rate });
    await expect(again).rejects.toMatchObject({ faults: [{ field: 'prefix' }] });
    await expect(run(panel.context, systemActor, addRate, { billingPackageId: 999n, rate })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('of twenty people who add the same prefix at once one does', async () => {
    const id = await add('Race');
    const attempt = () => run(panel.context, systemActor, addRate, { billingPackageId: id, rate: rateOf({ prefix: '62' }) });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, attempt));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await prefixes(id)).toEqual(['61', '62']);
  });

  test('that is replaced is closed and stays explainable; the new one holds from then on', async () => {
    const id = await add('Replaced');
    const before = panel.context.clock();
    const [old] = await list(id);
    panel.passTime(10_000);
    const newId = await run(panel.context, systemActor, changeRate, {
      rateId: BigInt(old?.id ?? 0),
      rate: rateOf({ prefix: '61', price: '0.09' }),
    });
    const priceAt = async (at: typeof before) =>
      (await withConnection(panel.context.pool, (tx) => findRateFor(tx, id, '61299990000', at)))?.rate.price;
    expect(await priceAt(before)).toBe(unitPrice('0.05'));
    expect(await priceAt(panel.context.clock())).toBe(unitPrice('0.09'));
    expect((await list(id)).map((one) => one.id)).toEqual([String(newId)]);
    const stored = await withConnection(panel.context.pool, (tx) => findRateById(tx, BigInt(old?.id ?? 0), before));
    expect(stored?.price).toBe(unitPrice('0.05'));
    const again = run(panel.context, systemActor, changeRate, { rateId: BigInt(old?.id ?? 0), rate: rateOf({ prefix: '61' }) });
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
  });

  test('may move to another prefix, unless that has a rate', async () => {
    const id = await add('Moved', undefined, [rateOf({ prefix: '1' }), rateOf({ prefix: '2' })]);
    const [one] = await list(id);
    const move = (prefix: string) =>
      run(panel.context, systemActor, changeRate, { rateId: BigInt(one?.id ?? 0), rate: rateOf({ prefix }) });
    await expect(move('2')).rejects.toMatchObject({ faults: [{ field: 'prefix' }] });
    await move('3');
    expect(await prefixes(id)).toEqual(['2', '3']);
  });

  test('that is closed holds no more', async () => {
    const id = await add('Closed');
    const rateId = BigInt((await list(id))[0]?.id ?? 0);
    await run(panel.context, systemActor, closeRate, { rateId });
    expect(await list(id)).toEqual([]);
    await expect(run(panel.context, systemActor, closeRate, { rateId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('searching rates', () => {
  test('a number finds every prefix of it and what goes on from it, letters find destinations', async () => {
    const named = (prefix: string, destination: string) => rateOf({ prefix, destination });
    const rates = [named('', 'Everywhere'), named('44', 'United Kingdom'), named('447', 'UK mobile'), named('61', 'Austr%lia')];
    const id = await add('Searched', undefined, rates);
    expect(await prefixes(id, '+44 7700')).toEqual(['', '44', '447']);
    expect(await prefixes(id, '4')).toEqual(['', '44', '447']);
    expect(await prefixes(id, 'mobile')).toEqual(['447']);
    expect(await prefixes(id, 'r%l')).toEqual(['61']);
  });

  test('the longest prefix wins, whatever it costs', async () => {
    const rates = ['', '4', '44', '4477'].map((prefix, index) => rateOf({ prefix, price: String(4 - index) }));
    const id = await add('Longest', undefined, rates);
    const match = (number: string) =>
      withConnection(panel.context.pool, (tx) => findRateFor(tx, id, number, panel.context.clock()));
    expect((await match('447700900000'))?.rate.prefix).toBe('4477');
    expect((await match('447800900000'))?.rate.prefix).toBe('44');
    expect((await match('99'))?.rate.prefix).toBe('');
  });

  test('pages follow each other without gap or repetition', async () => {
    const all = Array.from({ length: 25 }, (_, index) => String(100 + index));
    const id = await add(
      'Paged',
      undefined,
      all.map((prefix) => rateOf({ prefix })),
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await withConnection(panel.context.pool, (tx) =>
        listRates(tx, id, undefined, { after, limit: 7 }, panel.context.clock()),
      );
      seen.push(...page.items.map((one) => one.rate.prefix));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(all);
  });
});
