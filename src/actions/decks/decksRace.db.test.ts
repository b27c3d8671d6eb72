import { afterAll, beforeAll, expect, describe as group, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { formatUnitPrice } from '../../core/base/money.ts';
import type { StoredEdit } from '../../core/decks/storedEdit.ts';
import { withConnection } from '../../db/connection.ts';
import { listRatesAt } from '../../db/reads/listDeckChanges.ts';
import { workOnDecks } from '../../jobs/decks/workOnDecks.ts';
import { actAs, confirm, deckRow, describe, uploadDeck } from '../../testing/decks.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { rateOf } from '../../testing/rates.ts';
import type { Action } from '../action.ts';
import { addBillingPackage } from '../billingPackages/addBillingPackage.ts';
import { addRate } from '../billingPackages/addRate.ts';
import { run } from '../run.ts';
import { bookDeck } from './bookDeck.ts';
import { cancelDeck } from './cancelDeck.ts';
import { copyPackage } from './copyPackage.ts';
import { startBulkEdit } from './startBulkEdit.ts';
import { undoDeck } from './undoDeck.ts';

let panel: TestPanel;
let serial = 0;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const act: ReturnType<typeof actAs> = (action, input) => actAs(panel.context)(action, input);
/** As the office does it: on a slow machine a booking can come too late for its own beginning, and is tried again with more time. */
const book = async (importId: Id): Promise<'booked' | 'stale'> => {
  for (;;) {
    const outcome = await act(bookDeck, { importId });
    if (outcome !== 'late') return outcome;
  }
};
const office = () => panel.doOfficeWork('working on rate decks');
const add = (...rates: ReturnType<typeof rateOf>[]) =>
  run(panel.context, systemActor, addBillingPackage, {
    kind: 'sell',
    ...{ fields: { name: `Package ${++serial}`, decimals: 4, roundingMode: 'half_up' as const }, template: undefined, rates },
  });
const inForce = (packageId: Id) =>
  withConnection(panel.context.pool, (tx) => listRatesAt(tx, packageId, panel.context.clock(), undefined, 100_000));
const prices = async (packageId: Id) => (await inForce(packageId)).map((one) => `${one.prefix} ${formatUnitPrice(one.price)}`);
const count = async (question: string, id: Id): Promise<number> =>
  Number((await withConnection(panel.context.pool, (tx) => tx.query(question, [id]))).rows[0].count);

/** A deck of so many prefixes below 61. */
const big = (rows: number) =>
  `Prefix,Price\n${Array.from({ length: rows }, (_, index) => `61${10_000 + index},0.0${1 + (index % 9)}\n`).join('')}`;

/** The office, killed at the n-th time that it does this. */
function killedAt(name: string, times: number) {
  let left = times;
  const killed: typeof act = async (action, input) => {
    if (action.name === name && --left === 0) throw new Error('killed');
    return act(action as Action<typeof input, never>, input);
  };
  return { act: killed, now: panel.context.clock };
}

async function reported(packageId: Id, file: string): Promise<Id> {
  const importId = await uploadDeck(panel.context, packageId, file);
  await describe(panel.context, importId);
  await office();
  return importId;
}

group('a stop half-way', () => {
  test.each([
    ['deck.store', 2],
    ['deck.store', 3],
    ['deck.read_out', 1],
    ['deck.compare', 1],
  ] as const)(
    'before %s, time %i, leaves nothing applied, and the next start goes on to the same report',
    async (name, times) => {
      const packageId = await add(rateOf({ prefix: '61', price: '0.05' }));
      const importId = await uploadDeck(panel.context, packageId, big(12_000));
      await describe(panel.context, importId);
      await expect(workOnDecks(killedAt(name, times))).rejects.toThrow('killed');
      expect(await prices(packageId)).toEqual(['61 0.05']);
      await office();
      const { counts, state, linesDone } = await deckRow(panel.context, importId);
      expect({ state, linesDone, counts }).toMatchObject({
        state: 'ready',
        linesDone: 12_001,
        counts: { rows: 12_000, verdicts: { new: 12_000 } },
      });
    },
  );

  test('before booking leaves the old rates in force; the next start books all', async () => {
    const packageId = await add(rateOf({ prefix: '61', price: '0.05' }));
    const importId = await reported(packageId, big(50));
    await confirm(panel.context, importId);
    await expect(workOnDecks(killedAt('deck.book', 1))).rejects.toThrow('killed');
    panel.passTime(60_000);
    expect(await prices(packageId)).toEqual(['61 0.05']);
    await office();
    panel.passTime(60_000);
    expect(await prices(packageId)).toHaveLength(51);
  });
});

group('at once', () => {
  test('two offices read one file: each line is there once', async () => {
    const packageId = await add();
    const importId = await uploadDeck(panel.context, packageId, big(12_000));
    await describe(panel.context, importId);
    await Promise.all([office(), office()]);
    await office();
    expect((await deckRow(panel.context, importId)).counts).toMatchObject({ rows: 12_000, verdicts: { new: 12_000 } });
  });

  test('two offices book one import: it is booked once', async () => {
    const packageId = await add();
    const importId = await reported(packageId, big(300));
    await confirm(panel.context, importId);
    const outcomes = await Promise.allSettled([book(importId), book(importId)]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code)).sort()).toEqual([
      'booked',
      'deck_state',
    ]);
    expect(await count('select count(*) from rate where billing_package_id = $1', packageId)).toBe(300);
  });

  test('two imports of the same prefixes are confirmed: the second is compared anew, none is half there', async () => {
    const packageId = await add(rateOf({ prefix: '61', price: '0.05' }));
    const first = await reported(packageId, 'Prefix,Price\n61,0.06\n62,0.10\n');
    const second = await reported(packageId, 'Prefix,Price\n61,0.07\n62,0.20\n');
    await confirm(panel.context, first);
    await confirm(panel.context, second);
    const outcomes = await Promise.all([book(first), book(second)]);
    expect([...outcomes].sort()).toEqual(['booked', 'stale']);
    panel.passTime(10_000);
    expect(await prices(packageId)).toEqual(outcomes[0] === 'booked' ? ['61 0.06', '62 0.10'] : ['61 0.07', '62 0.20']);
  });

  test('an import that would begin a moment before another one comes after it, and is compared anew', async () => {
    const packageId = await add(rateOf({ prefix: '61', price: '0.05' }));
    const first = await reported(packageId, 'Prefix,Price\n61,0.06\n');
    const second = await reported(packageId, 'Prefix,Price\n61,0.07\n');
    await confirm(panel.context, first);
    await confirm(panel.context, second);
    expect(await book(first)).toBe('booked');
    panel.passTime(-500);
    expect(await act(bookDeck, { importId: second })).toBe('late');
    panel.passTime(10_000);
    expect(await book(second)).toBe('stale');
    expect(await prices(packageId)).toEqual(['61 0.06']);
  });

  test('somebody adds a rate by hand while an import is booked: it holds until the import begins, or the import is compared anew', async () => {
    const packageId = await add();
    const importId = await reported(packageId, big(2000));
    await confirm(panel.context, importId);
    const rate = rateOf({ prefix: '6110007', price: '0.99' });
    const [booked, added] = await Promise.allSettled([book(importId), act(addRate, { billingPackageId: packageId, rate })]);
    const outcome = booked.status === 'fulfilled' ? booked.value : '';
    if (outcome !== 'booked') expect({ outcome, added: added.status }).toEqual({ outcome: 'stale', added: 'fulfilled' });
    panel.passTime(10_000);
    const byHand = (await prices(packageId)).filter((one) => one === '6110007 0.99').length;
    expect({ all: (await inForce(packageId)).length, byHand }).toEqual(
      outcome === 'booked' ? { all: 2000, byHand: 0 } : { all: 1, byHand: 1 },
    );
  });

  test('an import is given up while it is read: nothing comes of it', async () => {
    const packageId = await add();
    const importId = await uploadDeck(panel.context, packageId, big(12_000));
    await describe(panel.context, importId);
    await Promise.all([office(), act(cancelDeck, { importId })]);
    await office();
    expect((await deckRow(panel.context, importId)).state).toBe('cancelled');
    for (const table of ['deck_row', 'deck_chunk', 'deck_change'])
      expect(await count(`select count(*) from ${table} where deck_import_id = $1`, importId), table).toBe(0);
    expect(await prices(packageId)).toEqual([]);
  });
});

group('taking back', () => {
  test('twice is once', async () => {
    const packageId = await add(rateOf({ prefix: '61', price: '0.05' }));
    const importId = await reported(packageId, 'Prefix,Price\n61,0.06\n');
    await confirm(panel.context, importId);
    await office();
    panel.passTime(10_000);
    const outcomes = await Promise.allSettled([act(undoDeck, { importId }), act(undoDeck, { importId })]);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await prices(packageId)).toEqual(['61 0.05']);
  });

  test('before it holds leaves no trace in what holds', async () => {
    const packageId = await add(rateOf({ prefix: '61', price: '0.05' }));
    const importId = await reported(packageId, 'Prefix,Price\n61,0.06\n62,0.10\n');
    const { version } = await deckRow(panel.context, importId);
    expect(version).toBeGreaterThan(0);
    await confirm(panel.context, importId, (panel.context.clock() + 86_400_000) as never);
    await office();
    expect((await deckRow(panel.context, importId)).state).toBe('booked');
    await act(undoDeck, { importId });
    panel.passTime(2 * 86_400_000);
    expect(await prices(packageId)).toEqual(['61 0.05']);
  });
});

const edit = (changes: Partial<StoredEdit>): StoredEdit => ({
  decimals: 4,
  roundingMode: 'half_up',
  isAllPrices: false,
  ...changes,
});

group('many rates at once', () => {
  test('change by a percentage, rounded, and only those that the search finds', async () => {
    const packageId = await add(
      rateOf({ prefix: '61', price: '0.05' }),
      rateOf({ prefix: '614', price: '0.0333', flagFall: '0.10', maximumCharge: '3' }),
      rateOf({ prefix: '49', price: '0.02' }),
    );
    const importId = await act(startBulkEdit, {
      billingPackageId: packageId,
      edit: edit({ percent: '12.5', isAllPrices: true, increment: 6, search: '61' }),
    });
    await office();
    await confirm(panel.context, importId);
    await office();
    panel.passTime(10_000);
    expect(await prices(packageId)).toEqual(['49 0.02', '61 0.0563', '614 0.0375']);
    const mobile = (await inForce(packageId)).find(({ prefix }) => prefix === '614');
    expect(mobile).toEqual(rateOf({ prefix: '614', price: '0.0375', flagFall: '0.1125', maximumCharge: '3.375', increment: 6 }));
    await act(undoDeck, { importId });
    expect(await prices(packageId)).toEqual(['49 0.02', '61 0.05', '614 0.0333']);
  });

  test('that would fall below zero are faults; nothing changes', async () => {
    const packageId = await add(rateOf({ prefix: '61', price: '0.05' }), rateOf({ prefix: '49', price: '0.01' }));
    const importId = await act(startBulkEdit, { billingPackageId: packageId, edit: edit({ amount: '-0.02' }) });
    await office();
    expect(await deckRow(panel.context, importId)).toMatchObject({ state: 'faulty', faultCount: 1 });
    expect(await prices(packageId)).toEqual(['49 0.01', '61 0.05']);
  });

  test('are copied with a mark-up, slots and time bands along with them', async () => {
    const slot = {
      fromSecond: 60,
      price: 300_000_000_00n as never,
      perSeconds: 60,
      initialIncrement: 1,
      increment: 1,
      untimed: false,
    };
    const packageId = await add(
      { ...rateOf({ prefix: '61', price: '0.05' }), slots: [slot] },
      rateOf({ prefix: '49', price: '0.02', blocked: true }),
    );
    const { billingPackageId, importId } = await act(copyPackage, {
      fromPackageId: packageId,
      name: `Copy ${serial}`,
      edit: edit({ percent: '10' }),
    });
    await office();
    expect(await prices(billingPackageId)).toEqual([]);
    await confirm(panel.context, importId);
    await office();
    panel.passTime(10_000);
    expect(await prices(billingPackageId)).toEqual(['49 0.022', '61 0.055']);
    const copied = await inForce(billingPackageId);
    expect(copied[0]?.blocked).toBe(true);
    expect(copied[1]?.slots).toEqual([{ ...slot, price: 330_000_000_00n }]);
  });
});
