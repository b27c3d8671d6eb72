import { afterAll, beforeAll, expect, it } from 'vitest';
import { authorizeCall } from '../actions/calls/authorizeCall.ts';
import { formatAmount } from '../core/base/money.ts';
import { instant } from '../core/base/time.ts';
import { type CallFixture, callFixture } from '../testing/callFixture.ts';
import { openCallMemory } from './callMemory.ts';

// 6 cents a minute, by the minute.
let fixture: CallFixture;
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000', initialIncrement: 60, increment: 60 });
});
afterAll(() => fixture.close());

let serial = 0;
/** What one more call to Australia holds for its first slice. */
async function heldBy(copies: CallFixture['copies'], now = Date.now()): Promise<string> {
  const { id, number } = await fixture.addAccount({ money: '10' });
  const at = instant(now);
  fixture.setNow(at);
  const callId = `copies-${++serial}`;
  const { decision } = await authorizeCall(fixture.context, copies, {
    callId,
    callerNumber: number,
    protocol: 'sip',
    dialled: '0299990000',
    at,
  });
  if (!decision.ok) return decision.refusal ?? decision.said;
  return formatAmount((await fixture.balance(id)).held);
}

/** Closes the rate of Australia and opens it at another price from an instant on, as a deck does. */
async function reprice(price: string, from: string): Promise<void> {
  const client = await fixture.owner.connect();
  try {
    await client.query('begin');
    await client.query(`update rate set valid_to = $1 where billing_package_id = $2 and prefix = '61' and valid_to is null`, [
      from,
      fixture.packageId,
    ]);
    await client.query(
      `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment, valid_from) values ($1, '61', 'Australia', $2, 60, 60, $3)`,
      [fixture.packageId, price, from],
    );
    await client.query('update billing_package set holds_from = $1 where id = $2', [from, fixture.packageId]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

it('a copy that nobody has renewed grants no call at a price that does not hold any more', async () => {
  const copies = await openCallMemory(fixture.app);
  expect(await heldBy(copies)).toBe('0.06');
  await reprice('70000000000', new Date().toISOString());
  expect(await heldBy(copies)).toBe('0.07');
  expect(fixture.reports).toEqual([]);
});

it('an old copy serves while the change is still to come, and the renewed one from its instant on', async () => {
  const copies = await openCallMemory(fixture.app);
  expect(await heldBy(copies)).toBe('0.07');
  const from = Date.now() + 3_600_000;
  await reprice('80000000000', new Date(from).toISOString());
  const { version } = await copies.billingPackage(fixture.packageId);
  expect(await heldBy(copies)).toBe('0.07');
  expect((await copies.billingPackage(fixture.packageId)).version, 'nothing was loaded for that').toBe(version);
  await copies.renewPackage(fixture.packageId);
  expect(await heldBy(copies)).toBe('0.07');
  expect(await heldBy(copies, from)).toBe('0.08');
});

it('a removed rate is not granted by an old copy either', async () => {
  const copies = await openCallMemory(fixture.app);
  expect(await heldBy(copies)).toBe('0.07');
  await fixture.owner.query(
    `update rate set valid_to = greatest(valid_from, now()) where billing_package_id = $1 and prefix = '61' and (valid_to is null or valid_to > now())`,
    [fixture.packageId],
  );
  await fixture.owner.query('update billing_package set name = name where id = $1', [fixture.packageId]);
  expect(await heldBy(copies)).toBe('no_rate');
});

it('while a copy is loaded anew the old one answers, and of many requests at once all get the new one afterwards', async () => {
  await reprice('90000000000', new Date().toISOString());
  const copies = await openCallMemory(fixture.app);
  const before = await copies.billingPackage(fixture.packageId);
  await reprice('95000000000', new Date().toISOString());
  const renewal = copies.renewPackage(fixture.packageId);
  expect(await copies.billingPackage(fixture.packageId)).toBe(before);
  await Promise.all([renewal, copies.renewPackage(fixture.packageId), copies.freshenPackage(fixture.packageId)]);
  const after = await copies.billingPackage(fixture.packageId);
  expect(after).not.toBe(before);
  expect(await heldBy(copies)).toBe('0.095');
});
