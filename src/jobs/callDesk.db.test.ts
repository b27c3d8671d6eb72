import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatAmount } from '../core/base/money.ts';
import { addSeconds, type Instant, instant } from '../core/base/time.ts';
import { openCallMemory } from '../memory/callMemory.ts';
import { type CallFixture, callFixture, topUp } from '../testing/callFixture.ts';
import { type FakeEngine, fakeEngine } from '../testing/fakeEngine.ts';
import { type ChangeDesk, onChange, onCommand } from './callChanges.ts';
import { extendHolds, onAuthorize, onHappened } from './callDesk.ts';
import { reconcileCalls, takeOverCalls } from './reconcileCalls.ts';

// 6 cents a minute, by the second: slices of 60 s cost 0.06.
let fixture: CallFixture;
let serial = 0;
const start = instant(Date.parse('2026-03-04T05:06:07.000Z'));
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' });
});
afterAll(() => fixture.close());

async function newDesk(): Promise<ChangeDesk & { readonly engine: FakeEngine }> {
  const copies = await openCallMemory(fixture.app);
  return { context: fixture.context, copies, open: new Map(), engine: fakeEngine(), applyTrunks: async () => undefined };
}

/** A call that was answered at `start` by an account with this money. */
async function answeredCall(desk: ChangeDesk, money: string) {
  fixture.setNow(start);
  const account = await fixture.addAccount({ money });
  const callId = `desk-${++serial}`;
  const decision = await onAuthorize(desk, {
    callId,
    callerNumber: account.number,
    protocol: 'sip',
    dialled: '0299990000',
    at: start,
  });
  expect(decision.ok).toBe(true);
  await onHappened(desk, { answers: [{ callId, answeredAt: start, attempt: 1 }], reports: [] }, spool);
  return { ...account, callId };
}

/** The desk's clock goes on second by second until `until`. */
async function pass(desk: ChangeDesk, from: number, until: number): Promise<void> {
  for (let second = from; second <= until; second++) {
    fixture.setNow(addSeconds(start, second));
    await extendHolds(desk);
  }
}

const spool = { spool: 'test', position: 1n };
const held = async (id: bigint) => formatAmount((await fixture.balance(id)).held);

it('reserves slice after slice, 40 seconds ahead, while there is money', async () => {
  const desk = await newDesk();
  const { id, callId } = await answeredCall(desk, '1');
  await pass(desk, 1, 19);
  expect(desk.engine.told).toEqual([`grant ${callId} 60`]);
  await pass(desk, 20, 100);
  expect(desk.engine.told).toEqual([`grant ${callId} 60`, `grant ${callId} 120`, `grant ${callId} 180`]);
  expect(await held(id)).toBe('0.18');
});

it('asks a rich account rarely: ten minutes at a time, shared by its calls', async () => {
  const desk = await newDesk();
  const rich = await answeredCall(desk, '100');
  await pass(desk, 20, 20);
  expect(desk.engine.told.at(-1)).toBe(`grant ${rich.callId} 660`);
  // Each of two calls asks with 9.88 left: a twentieth of it, halved, is 247 seconds.
  const [one, two] = [await answeredCall(desk, '10'), `desk-${++serial}`];
  await onAuthorize(desk, { callId: two, callerNumber: one.number, protocol: 'sip', dialled: '0299990000', at: start });
  await onHappened(desk, { answers: [{ callId: two, answeredAt: start, attempt: 1 }], reports: [] }, spool);
  await pass(desk, 20, 20);
  expect(desk.engine.told.slice(-2).sort()).toEqual([`grant ${one.callId} 308`, `grant ${two} 307`].sort());
});

it('two calls on a small balance end at most a minute apart, both warned, and together spend all of it', async () => {
  const desk = await newDesk();
  const one = await answeredCall(desk, '0.30');
  const two = `desk-${++serial}`;
  await onAuthorize(desk, { callId: two, callerNumber: one.number, protocol: 'sip', dialled: '0299990000', at: start });
  await onHappened(desk, { answers: [{ callId: two, answeredAt: start, attempt: 1 }], reports: [] }, spool);
  await pass(desk, 1, 160);
  const endOf = (callId: string) =>
    Number(desk.engine.told.findLast((what) => what.startsWith(`grant ${callId} `))?.split(' ')[2]);
  expect(endOf(one.callId) + endOf(two)).toBe(300);
  expect(Math.abs(endOf(one.callId) - endOf(two))).toBeLessThanOrEqual(60);
  expect(desk.engine.told.filter((what) => what.startsWith('warn')).sort()).toEqual([`warn ${one.callId}`, `warn ${two}`].sort());
  expect(await held(one.id)).toBe('0.30');
});

it('prices a grant anew at the true instant of the answer: it may shrink, or the call ends at once', async () => {
  const desk = await newDesk();
  const dearer = async (money: string, change: object) => {
    const account = await fixture.addAccount({ money });
    const callId = `desk-${++serial}`;
    const request = { callId, callerNumber: account.number, protocol: 'sip', dialled: '0299990000', at: start } as const;
    expect((await onAuthorize(desk, request)).ok).toBe(true);
    const open = desk.open.get(callId)!;
    if (open.matched === 'free') throw new Error('a call that costs something');
    desk.open.set(callId, { ...open, matched: { ...open.matched, rate: { ...open.matched.rate, ...change } } });
    await onHappened(desk, { answers: [{ callId, answeredAt: start, attempt: 1 }], reports: [] }, spool);
    return { ...account, callId };
  };
  const shrunk = await dearer('0.10', { price: 120_000_000_000n });
  expect(desk.engine.told.at(-1)).toBe(`grant ${shrunk.callId} 50`);
  expect(await held(shrunk.id)).toBe('0.10');
  const cheaper = await dearer('0.10', { price: 30_000_000_000n });
  expect(desk.engine.told.at(-1)).toBe(`grant ${cheaper.callId} 60`);
  expect(await held(cheaper.id)).toBe('0.03');
  const hopeless = await dearer('0.10', { flagFall: 10n ** 12n });
  expect(desk.engine.told.at(-1)).toBe(`hang up ${hopeless.callId}`);
  expect(await held(hopeless.id)).toBe('0.10');
});

it('warns 30 seconds before the money ends, once, and goes on when a top-up arrives', async () => {
  const desk = await newDesk();
  const { id, callId } = await answeredCall(desk, '0.10');
  await pass(desk, 1, 69);
  expect(desk.engine.told).toEqual([`grant ${callId} 60`, `grant ${callId} 100`]);
  await pass(desk, 70, 90);
  expect(desk.engine.told.slice(2)).toEqual([`warn ${callId}`]);
  await topUp(fixture.owner, id, '1', `desk-${id}`);
  await onChange(desk, `money ${id}`);
  await pass(desk, 91, 92);
  expect(desk.engine.told.at(-1)).toBe(`grant ${callId} 160`);
});

it('goes on with the calls it finds after a restart, and settles them once', async () => {
  const before = await newDesk();
  const { id, callId } = await answeredCall(before, '1');
  const after = await newDesk();
  await takeOverCalls(after);
  await pass(after, 21, 22);
  expect(after.engine.told.filter((what) => what.endsWith('120'))).toEqual([`grant ${callId} 120`]);
  const report = {
    callId,
    answeredAt: start,
    endedAt: addSeconds(start, 70),
    durationMilliseconds: 70_000,
    attempt: 1,
    hangupCause: 16,
  };
  await onHappened(after, { answers: [], reports: [report] }, spool);
  await onHappened(before, { answers: [], reports: [report] }, spool);
  const { posted } = await fixture.balance(id);
  expect(formatAmount(posted)).toBe('0.93');
});

it('hangs up the calls of a suspended account and forgets its phones', async () => {
  const desk = await newDesk();
  const { id, number, callId } = await answeredCall(desk, '1');
  await fixture.owner.query('update account set is_active = false where id = $1', [id]);
  await onChange(desk, `account ${id}`);
  expect(desk.engine.told.slice(-2)).toEqual([`forget ${number}`, `hang up ${callId}`]);
});

it('refuses to extend a suspended account even if the news was lost', async () => {
  const desk = await newDesk();
  const { id, callId } = await answeredCall(desk, '1');
  await fixture.owner.query('update account set is_active = false where id = $1', [id]);
  await pass(desk, 20, 20);
  expect(desk.engine.told.at(-1)).toBe(`hang up ${callId}`);
});

it('charges a call that the engine lost up to the last proof, never a live one', async () => {
  const desk = await newDesk();
  const lost = await answeredCall(desk, '1');
  const live = await answeredCall(desk, '1');
  desk.engine.live = [{ callId: lost.callId }, { callId: live.callId }];
  fixture.setNow(instant(Date.now() + 10_000) as Instant); // authorized_at is the database's clock
  await fixture.owner.query('update call set answered_at = $2 where call_id = any($1)', [
    [lost.callId, live.callId],
    new Date(fixture.context.now() - 12_000),
  ]);
  let missed = await reconcileCalls(desk, new Set());
  desk.engine.live = [{ callId: live.callId }];
  missed = await reconcileCalls(desk, missed);
  expect(missed.has(lost.callId)).toBe(true);
  expect(await held(lost.id)).toBe('0.06');
  missed = await reconcileCalls(desk, missed);
  expect(await held(lost.id)).toBe('0.00');
  expect(formatAmount((await fixture.balance(lost.id)).posted)).toBe('0.988');
  expect(await held(live.id)).toBe('0.06');
});

it('books the other calls when the database refuses one for good, and ends what it can', async () => {
  const desk = await newDesk();
  const [poison, good, unseen] = [await answeredCall(desk, '1'), await answeredCall(desk, '1'), await answeredCall(desk, '1')];
  await fixture.owner.query(`alter table cdr add constraint poison check (call_id <> '${poison.callId}') not valid`);
  try {
    const report = (callId: string) => ({
      ...{ callId, answeredAt: start, endedAt: addSeconds(start, 10), durationMilliseconds: 10_000, attempt: 1, hangupCause: 16 },
    });
    await onHappened(desk, { answers: [], reports: [report(poison.callId), report(good.callId)] }, spool);
    expect(formatAmount((await fixture.balance(good.id)).posted)).toBe('0.99');
    expect(await held(poison.id)).toBe('0.06');
    expect(fixture.reports.at(-1)).toContain(poison.callId);
    fixture.setNow(instant(Date.now() + 10_000));
    await reconcileCalls(desk, await reconcileCalls(desk, new Set()));
    expect(await held(unseen.id)).toBe('0.00');
    expect(await held(poison.id)).toBe('0.06');
  } finally {
    await fixture.owner.query('alter table cdr drop constraint poison');
  }
});

it('carries the commands of the panel to the engine', async () => {
  const desk = await newDesk();
  await onCommand(desk, JSON.stringify({ kind: 'hang_up', callId: 'x' }));
  await onCommand(desk, JSON.stringify({ kind: 'test_call', networkNumber: '1000', dialled: '000', seconds: 5 }));
  expect(desk.engine.told).toEqual(['hang up x', 'test call 1000 000']);
  await expect(onCommand(desk, '{}')).rejects.toThrow('unknown command');
});

it('leaves no invariant broken', async () => {
  expect(await fixture.faults()).toEqual([]);
});
