import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { formatAmount, formatUnitPrice, unitPrice } from '../../core/base/money.ts';
import { type Instant, instant, type LocalDate } from '../../core/base/time.ts';
import { plainTerms, type Weekday } from '../../core/rating/packageTerms.ts';
import { priceCall } from '../../core/rating/priceCall.ts';
import { withConnection } from '../../db/connection.ts';
import { listRates, listRateVersions } from '../../db/reads/listRates.ts';
import { findRateById, findRateFor } from '../../db/reads/packageRates.ts';
import { openCallMemory } from '../../memory/callMemory.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { rateOf } from '../../testing/rates.ts';
import { run } from '../run.ts';
import { addBillingPackage } from './addBillingPackage.ts';
import { addRate } from './addRate.ts';
import { type ChangePackageTerms, changePackageTerms } from './changePackageTerms.ts';
import { changeRate } from './changeRate.ts';
import { closeRate } from './closeRate.ts';

let panel: TestPanel;
let serial = 0;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const hour = 3_600_000;
const later = (hours: number): Instant => instant(panel.context.clock() + hours * hour);

function ask<T>(question: Parameters<typeof withConnection<T>>[1]): Promise<T> {
  return withConnection(panel.context.pool, question);
}
const plain = (price: string, prefix = '61') => rateOf({ prefix, price });
const newPackage = (...rates: ReturnType<typeof plain>[]) =>
  run(panel.context, systemActor, addBillingPackage, {
    kind: 'sell',
    fields: { name: `Package ${serial++}`, decimals: 4, roundingMode: 'half_up' },
    template: undefined,
    rates,
  });
const add = (billingPackageId: Id, rate = plain('0.07'), from?: Instant) =>
  run(panel.context, systemActor, addRate, { billingPackageId, rate, from });
const change = (rateId: Id, rate: ReturnType<typeof plain>, from?: Instant) =>
  run(panel.context, systemActor, changeRate, { rateId, rate, from });
const close = (rateId: Id) => run(panel.context, systemActor, closeRate, { rateId });
const idOf = async (packageId: Id, state: 'now' | 'later' = 'now') =>
  BigInt((await ask((tx) => listRates(tx, packageId, undefined, { limit: 9 }, panel.context.clock(), state))).items[0]?.id ?? 0);
const priceAt = async (packageId: Id, at: Instant, number = '61299990000') => {
  const found = await ask((tx) => findRateFor(tx, packageId, number, at));
  return found && formatUnitPrice(found.rate.price);
};
const history = async (packageId: Id, prefix = '61') =>
  (await ask((tx) => listRateVersions(tx, packageId, prefix))).map(({ rate }) => formatUnitPrice(rate.price));

describe('a rate that begins later', () => {
  test('holds from its instant on and not a millisecond before, by the database and in memory', async () => {
    const id = await newPackage(plain('0.05'), plain('0.01', '614'));
    const begins = later(24);
    await change(await idOf(id), plain('0.09'), begins);
    const justBefore = instant(begins - 1);
    expect([await priceAt(id, justBefore), await priceAt(id, begins)]).toEqual(['0.05', '0.09']);
    const { find } = await (await openCallMemory(panel.context.pool)).billingPackage(id);
    const inMemory = (at: Instant, number = '61299990000') => find(number, at)?.rate.price;
    expect([inMemory(justBefore), inMemory(begins)]).toEqual([unitPrice('0.05'), unitPrice('0.09')]);
    expect(inMemory(begins, '61412345678')).toBe(unitPrice('0.01'));
    expect(find('61299990000', justBefore)?.changesAt).toBe(begins);
    expect(find('61299990000', begins)?.changesAt).toBeUndefined();
    expect(await history(id)).toEqual(['0.09', '0.05']);
  });

  test('of a new prefix has the shorter one hold until then, and a longer blocked one later shadows it', async () => {
    const id = await newPackage(plain('0.05'));
    const begins = later(2);
    await add(id, { ...plain('0'), prefix: '6113', blocked: true }, begins);
    const { find } = await (await openCallMemory(panel.context.pool)).billingPackage(id);
    expect(find('6113000', instant(begins - 1))?.rate).toMatchObject({ prefix: '61', blocked: false });
    expect(find('6113000', begins)?.rate).toMatchObject({ prefix: '6113', blocked: true });
  });

  test('is refused where one holds already, and takes its place up to the next one otherwise', async () => {
    const id = await newPackage(plain('0.05'));
    await expect(add(id, plain('0.06'), later(1))).rejects.toMatchObject({ faults: [{ field: 'prefix' }] });
    const first = await add(id, plain('0.20', '64'), later(48));
    await add(id, plain('0.10', '64'), later(24));
    expect(await priceAt(id, later(25), '649')).toBe('0.10');
    expect(await priceAt(id, later(49), '649')).toBe('0.20');
    await close(first);
    expect(await priceAt(id, later(49), '649')).toBe('0.10'); // A plan that is taken back leaves no hole.
    expect(await history(id, '64')).toEqual(['0.10']);
  });

  test('may be changed before it begins, and keeps its beginning', async () => {
    const id = await newPackage(plain('0.05'));
    const begins = later(24);
    const planned = await change(await idOf(id), plain('0.09'), begins);
    await change(planned, plain('0.08'));
    expect([await priceAt(id, instant(begins - 1)), await priceAt(id, begins)]).toEqual(['0.05', '0.08']);
    // The one of now is changed while the planned one waits: it still ends when that begins.
    await change(await idOf(id), plain('0.06'));
    expect([await priceAt(id, later(1)), await priceAt(id, begins)]).toEqual(['0.06', '0.08']);
    const now = await idOf(id);
    await expect(change(now, plain('0.01'), later(30))).rejects.toMatchObject({ faults: [{ field: 'from' }] });
    await expect(close(planned)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('never overlaps another, whatever way it is written: the database refuses', async () => {
    const id = await newPackage(plain('0.05'));
    const overlap = `insert into rate (billing_package_id, prefix, destination, price, valid_from, valid_to) values (${id}, '61', 'x', 1, now() + interval '1 day', now() + interval '2 days')`;
    await expect(panel.asOwner(overlap)).rejects.toMatchObject({ code: '23P01' });
    await expect(
      panel.asOwner(`insert into rate (billing_package_id, prefix, destination, price) values (${id}, '99', 'x', -1)`),
    ).rejects.toMatchObject({ code: '23514' });
  });
});

describe('the terms of a package', () => {
  const everyDay: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
  const night = { band: 'Night', days: everyDay, from: 1_320, to: 360 };
  const wish = (change: Partial<ChangePackageTerms['terms']> = {}): ChangePackageTerms['terms'] => ({
    ...plainTerms('UTC'),
    timeZone: undefined,
    windows: [night],
    ...change,
  });
  const give = (billingPackageId: Id, terms: ChangePackageTerms['terms'], version: number) =>
    run(panel.context, systemActor, changePackageTerms, { billingPackageId, terms, version });

  test('are refused in order: unknown, stale, two bands at once', async () => {
    const id = await newPackage(plain('0.05'));
    await expect(give(999_999n, wish(), 0)).rejects.toMatchObject({ code: 'not_found' });
    await expect(give(id, wish(), 7)).rejects.toMatchObject({ code: 'stale_version' });
    const two = wish({ windows: [night, { band: 'Dawn', days: [3], from: 330, to: 420 }] });
    await expect(give(id, two, 1)).rejects.toMatchObject({
      faults: [
        { field: 'windows.1.from', message: expect.stringContaining('“Night” and “Dawn” both hold on Wednesday at 05:30') },
      ],
    });
    const again = { date: '2026-12-25' as LocalDate, name: 'Christmas', band: 'Night', from: 0, to: 1_440 };
    await expect(give(id, wish({ holidays: [again, again] }), 1)).rejects.toMatchObject({
      faults: [{ field: 'holidays.1.date' }],
    });
  });

  test('count from now on: an older call keeps the price that it had', async () => {
    const rate = { ...plain('0.60'), bands: [{ ...plain('0.06'), band: 'Night' }] };
    const id = await newPackage(rate);
    const before = panel.context.clock();
    panel.passTime(1_000);
    await give(id, wish({ windows: [{ ...night, from: 0, to: 0 }] }), 1);
    const rateId = await idOf(id);
    const priced = async (at: Instant) => {
      const found = await ask((tx) => findRateById(tx, rateId, at));
      return found && formatAmount(priceCall(found, { decimals: 4, roundingMode: 'half_up' }, at, 60).price);
    };
    expect([await priced(before), await priced(later(1))]).toEqual(['0.60', '0.06']);
    const { find } = await (await openCallMemory(panel.context.pool)).billingPackage(id);
    expect(find('612', before)?.rate.terms).toBeUndefined();
    expect(find('612', later(1))?.rate.terms?.windows).toHaveLength(1);
  });

  test('follow the operator’s zone until they have one of their own', async () => {
    const [follows, own] = [await newPackage(plain('0.05')), await newPackage(plain('0.05'))];
    await give(follows, wish(), 1);
    await give(own, wish({ timeZone: 'Asia/Kathmandu' }), 1);
    panel.passTime(1_000);
    await panel.asOwner(`update setting set time_zone = 'Australia/Lord_Howe'`);
    const zoneOf = async (id: Id) => (await ask((tx) => findRateFor(tx, id, '612', later(1))))?.rate.terms?.timeZone;
    expect([await zoneOf(follows), await zoneOf(own)]).toEqual(['Australia/Lord_Howe', 'Asia/Kathmandu']);
  });
});
