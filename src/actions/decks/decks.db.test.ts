import { afterAll, beforeAll, expect, describe as group, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { formatUnitPrice } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { confirm, deckRow, describe, uploadDeck } from '../../testing/decks.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { rateOf } from '../../testing/rates.ts';
import { addBillingPackage } from '../billingPackages/addBillingPackage.ts';
import { changeRate } from '../billingPackages/changeRate.ts';
import { run } from '../run.ts';
import { undoDeck } from './undoDeck.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

let serial = 0;
const add = (...prices: readonly (readonly [string, string])[]) =>
  run(panel.context, systemActor, addBillingPackage, {
    kind: 'sell',
    fields: { name: `Package ${++serial}`, decimals: 4, roundingMode: 'half_up' },
    template: undefined,
    rates: prices.map(([prefix, price]) => rateOf({ prefix, price, destination: `D${prefix}` })),
  });
const office = () => panel.doOfficeWork('working on rate decks');
/** Prefix, price and destination of everything in force, in one line each. */
async function inForce(packageId: Id): Promise<readonly string[]> {
  const at = new Date(panel.context.clock()).toISOString();
  const found = await withConnection(panel.context.pool, (tx) =>
    tx.query(
      `select prefix, price, destination, is_blocked from rate
        where billing_package_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by prefix`,
      [packageId, at],
    ),
  );
  return found.rows.map(
    (one) => `${one.prefix} ${formatUnitPrice(one.price)} ${one.destination}${one.is_blocked ? ' blocked' : ''}`,
  );
}
async function changes(importId: Id): Promise<readonly string[]> {
  const found = await withConnection(panel.context.pool, (tx) =>
    tx.query(`select prefix, verdict, suspicions from deck_change where deck_import_id = $1 order by prefix, valid_from`, [
      importId,
    ]),
  );
  return found.rows.map((one) => [one.prefix, one.verdict, ...one.suspicions].join(' '));
}

group('a deck', () => {
  test('is read, compared, booked and taken back', async () => {
    const packageId = await add(['61', '0.05'], ['614', '0.08'], ['44', '0.02']);
    const before = await inForce(packageId);
    const importId = await uploadDeck(
      panel.context,
      packageId,
      'Our rates of May\r\n\r\nPrefix;Destination;Price\r\n61;Australia;0,06\r\n+44;UK;0,02\r\n49;Germany;0,00\r\n',
    );
    expect((await deckRow(panel.context, importId)).format).toMatchObject({ delimiter: ';', headerLine: 3, decimalSign: ',' });
    await describe(panel.context, importId, { mode: 'replace' });
    await office();
    expect(await changes(importId)).toEqual(['44 terms', '49 new zero', '61 up', '614 removed']);
    expect((await deckRow(panel.context, importId)).counts).toMatchObject({ rows: 3, unchanged: 0, inForce: 3, suspicious: 1 });
    expect(await inForce(packageId)).toEqual(before);
    await confirm(panel.context, importId);
    await office();
    expect((await deckRow(panel.context, importId)).state).toBe('booked');
    expect(await inForce(packageId), 'the rates begin a moment later').toEqual(before);
    panel.passTime(10_000);
    const after = ['44 0.02 UK', '49 0.00 Germany', '61 0.06 Australia'];
    expect(await inForce(packageId)).toEqual(after);
    await run(panel.context, systemActor, undoDeck, { importId });
    expect(await inForce(packageId)).toEqual(before);
    panel.passTime(100_000);
    expect(await inForce(packageId)).toEqual(before);
  });

  test('with a fault changes nothing and says where', async () => {
    const packageId = await add(['61', '0.05']);
    const importId = await uploadDeck(panel.context, packageId, 'Prefix,Price\n61,0.06\n62,1.2E-3\n63-61,0.1\n');
    await describe(panel.context, importId);
    await office();
    const found = await withConnection(panel.context.pool, (tx) =>
      tx.query('select line, place, message from deck_fault where deck_import_id = $1 order by ordinal', [importId]),
    );
    expect(found.rows).toMatchObject([
      { line: 3, place: 'B' },
      { line: 4, place: 'A' },
    ]);
    expect((await deckRow(panel.context, importId)).state).toBe('faulty');
    expect(await inForce(packageId)).toEqual(['61 0.05 D61']);
  });

  test('cannot be taken back when a later change stands on top of it', async () => {
    const packageId = await add(['61', '0.05']);
    const importId = await uploadDeck(panel.context, packageId, 'Prefix,Price\n61,0.06\n62,0.1\n');
    await describe(panel.context, importId);
    await office();
    await confirm(panel.context, importId);
    await office();
    panel.passTime(10_000);
    const { rows } = await withConnection(panel.context.pool, (tx) =>
      tx.query(`select id from rate where billing_package_id = $1 and prefix = '62'`, [packageId]),
    );
    await run(panel.context, systemActor, changeRate, { rateId: rows[0].id, rate: rateOf({ prefix: '62', price: '0.2' }) });
    await expect(run(panel.context, systemActor, undoDeck, { importId })).rejects.toMatchObject({ code: 'deck_covered' });
  });

  test('whose rates were changed after the report is compared again', async () => {
    const packageId = await add(['61', '0.05']);
    const importId = await uploadDeck(panel.context, packageId, 'Prefix,Price\n61,0.06\n');
    await describe(panel.context, importId);
    await office();
    const { rows } = await withConnection(panel.context.pool, (tx) =>
      tx.query('select id from rate where billing_package_id = $1', [packageId]),
    );
    await run(panel.context, systemActor, changeRate, { rateId: rows[0].id, rate: rateOf({ prefix: '61', price: '0.07' }) });
    await confirm(panel.context, importId);
    await office();
    expect((await deckRow(panel.context, importId)).state).toBe('ready');
    expect(await changes(importId)).toEqual(['61 down']);
  });

  test('may have a later date for a prefix, also two', async () => {
    const packageId = await add(['61', '0.05'], ['62', '0.05']);
    const in10 = new Date(panel.context.clock() + 10 * 86_400_000).toISOString().slice(0, 10);
    const in20 = new Date(panel.context.clock() + 20 * 86_400_000).toISOString().slice(0, 10);
    const importId = await uploadDeck(
      panel.context,
      packageId,
      `Prefix,Price,Effective date\n61,0.06,${in10}\n61,0.07,${in20}\n62,0.04,\n`,
    );
    await describe(panel.context, importId);
    await office();
    expect(await changes(importId)).toEqual(['61 up', '61 up', '62 down']);
    await confirm(panel.context, importId);
    await office();
    panel.passTime(60_000);
    expect(await inForce(packageId)).toEqual(['61 0.05 D61', '62 0.04 D62']);
    panel.passTime(11 * 86_400_000);
    expect(await inForce(packageId)).toEqual(['61 0.06 D61', '62 0.04 D62']);
    await run(panel.context, systemActor, undoDeck, { importId });
    expect(await inForce(packageId)).toEqual(['61 0.05 D61', '62 0.05 D62']);
    panel.passTime(11 * 86_400_000);
    expect(await inForce(packageId)).toEqual(['61 0.05 D61', '62 0.05 D62']);
  });
});
