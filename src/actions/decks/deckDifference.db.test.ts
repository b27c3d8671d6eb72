import fc from 'fast-check';
import { afterAll, beforeAll, expect, describe as group, test } from 'vitest';
import { dialects, makeRow } from '../../../simulation/malformedDecks.ts';
import { seededRandom } from '../../../simulation/random.ts';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { callingCodeOf } from '../../core/decks/callingCodes.ts';
import type { DeckMode } from '../../core/decks/deckFormat.ts';
import { applyTerms, differenceOf, perMinute } from '../../core/decks/difference.ts';
import { wholeTerms } from '../../core/decks/editRates.ts';
import { csvRecord, exportCells, exportTitles } from '../../core/decks/exportRate.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { withConnection } from '../../db/connection.ts';
import { listRatesAt } from '../../db/reads/listDeckChanges.ts';
import { confirm, deckRow, describe, uploadDeck } from '../../testing/decks.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { anyRate, rateOf } from '../../testing/rates.ts';
import { addBillingPackage } from '../billingPackages/addBillingPackage.ts';
import { run } from '../run.ts';

let panel: TestPanel;
let serial = 0;
let cost: readonly Rate[] = [];
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const office = () => panel.doOfficeWork('working on rate decks');
const add = (rates: readonly Rate[], kind: 'sell' | 'cost' = 'sell') =>
  run(panel.context, systemActor, addBillingPackage, {
    kind,
    ...{ fields: { name: `Package ${++serial}`, decimals: 4, roundingMode: 'half_up' as const }, template: undefined, rates },
  });
const inForce = (packageId: Id) =>
  withConnection(panel.context.pool, (tx) => listRatesAt(tx, packageId, panel.context.clock(), undefined, 10_000));

/** Rates of a few prefixes that lie inside each other, so that decks and packages meet. */
const prefixes = ['61', '614', '6141', '49', '4915', '1', '1242', '210', '99', ''];
const someRates: fc.Arbitrary<readonly Rate[]> = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...prefixes), { maxLength: 8 }), fc.infiniteStream(anyRate), fc.infiniteStream(fc.nat(9)))
  .map(([chosen, rates, dice]) =>
    chosen.map((prefix) => {
      // What no form lets through: a first block of an untimed rate, a maximum below the minimum.
      const { maximumCharge, initialPrice, ...rate } = rates.next().value;
      const first = initialPrice === undefined || rate.untimed ? {} : { initialPrice };
      const cap = maximumCharge === undefined || maximumCharge < rate.minimumCharge ? {} : { maximumCharge };
      return { ...rate, ...cap, ...first, prefix, destination: `D${dice.next().value}`, blocked: dice.next().value === 0 };
    }),
  );

async function changesOf(importId: Id): Promise<Record<string, string>> {
  const found = await withConnection(panel.context.pool, (tx) =>
    tx.query(`select prefix, verdict, suspicions from deck_change where deck_import_id = $1`, [importId]),
  );
  return Object.fromEntries(found.rows.map((one) => [one.prefix, [one.verdict, ...one.suspicions].join(' ')]));
}

/** The report as core makes it, one prefix after the other. */
function expectedChanges(
  before: readonly Rate[],
  deck: readonly Rate[],
  mode: DeckMode,
  costs: readonly Rate[],
): Record<string, string> {
  const old = new Map(before.map((rate) => [rate.prefix, rate]));
  const named = new Set(deck.map(({ prefix }) => prefix));
  const codes = new Set(deck.map(({ prefix }) => callingCodeOf(prefix)));
  const ends = (prefix: string) =>
    mode === 'replace' || (mode === 'countries' && callingCodeOf(prefix) !== undefined && codes.has(callingCodeOf(prefix)));
  const changes: [string, string][] = [];
  for (const rate of deck) {
    const was = old.get(rate.prefix);
    const { verdict, suspicions } = differenceOf(
      was,
      applyTerms(rate.prefix, was, wholeTerms(rate)),
      30,
      costOf(rate.prefix, costs),
    );
    if (verdict !== 'unchanged') changes.push([rate.prefix, [verdict, ...suspicions].join(' ')]);
  }
  for (const { prefix } of before) if (!named.has(prefix) && ends(prefix)) changes.push([prefix, 'removed']);
  return Object.fromEntries(changes);
}

function costOf(prefix: string, costs: readonly Rate[]) {
  const fitting = costs.filter((one) => prefix.startsWith(one.prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
  return fitting === undefined || fitting.blocked ? [] : [perMinute(fitting)];
}

group('the difference report', () => {
  test('is what core says, prefix by prefix, for any package, deck and mode', { timeout: 300_000 }, async () => {
    cost = [
      rateOf({ prefix: '61', price: '0.4' }),
      rateOf({ prefix: '6141', price: '0.2', perSeconds: 1 }),
      rateOf({ prefix: '49', blocked: true }),
    ];
    await add(cost, 'cost');
    const modes = fc.constantFrom<DeckMode>('update', 'replace', 'countries');
    await fc.assert(
      fc.asyncProperty(someRates, someRates, modes, async (before, deck, mode) => {
        const packageId = await add(before);
        const file = [exportTitles, ...deck.map(exportCells)].map(csvRecord).join('');
        const importId = await uploadDeck(panel.context, packageId, file);
        await describe(panel.context, importId, { mode });
        await office();
        const { state, counts } = await deckRow(panel.context, importId);
        expect(state).toBe('ready');
        const expected = expectedChanges(before, deck, mode, cost);
        expect(await changesOf(importId)).toEqual(expected);
        expect(counts).toMatchObject({ rows: deck.length, inForce: before.length });
        if (Object.keys(expected).length === 0) return;
        await confirm(panel.context, importId);
        await office();
        panel.passTime(5000);
        const named = new Map(deck.map((rate) => [rate.prefix, rate]));
        const kept = before.filter(({ prefix }) => !named.has(prefix) && expected[prefix] !== 'removed');
        const all = [
          ...deck.map((rate) =>
            applyTerms(
              rate.prefix,
              before.find(({ prefix }) => prefix === rate.prefix),
              wholeTerms(rate),
            ),
          ),
          ...kept,
        ];
        expect(await inForce(packageId)).toEqual(all.sort((a, b) => (a.prefix < b.prefix ? -1 : 1)));
      }),
      { numRuns: 25 },
    );
  });
});

group('a file with a fault changes nothing', () => {
  test.each(dialects.map((one) => [one.name, one] as const))('%s', async (_, dialect) => {
    const before = [rateOf({ prefix: '44', price: '0.02' }), rateOf({ prefix: '49', price: '0.03' })];
    const packageId = await add(before);
    const random = seededRandom(serial);
    // A line without prefix and price says nothing: it is passed over like a title.
    const rows = Array.from({ length: 200 }, () => makeRow(dialect, random)).filter(
      ({ cells }) => cells[0] !== '' || cells[2] !== '',
    );
    const { delimiter } = dialect.format;
    const cell = (text: string) => (/["\r\n,;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const file =
      ['prefix', 'destination', 'price', 'increments'].join(delimiter) +
      '\r\n' +
      rows.map(({ cells }) => `${cells.map(cell).join(delimiter)}\r\n`).join('');
    await panel.asOwner(`update setting set currency = 'USD'`);
    const importId = await uploadDeck(panel.context, packageId, file);
    await describe(panel.context, importId, { ...dialect.format, mode: 'replace' });
    await office();
    const { state, faultCount } = await deckRow(panel.context, importId);
    expect(state).toBe('faulty');
    const found = await withConnection(panel.context.pool, (tx) =>
      tx.query<{ line: number }>('select distinct line from deck_fault where deck_import_id = $1 order by line', [importId]),
    );
    expect(found.rows.map(({ line }) => line)).toEqual(
      rows.flatMap(({ truth }, index) => (truth === 'fault' ? [index + 2] : [])),
    );
    expect(faultCount).toBeGreaterThan(50);
    await expect(confirm(panel.context, importId)).rejects.toMatchObject({ code: 'deck_state' });
    expect(await inForce(packageId)).toEqual(before);
  });
});
