import { authorizeCall } from '../src/actions/calls/authorizeCall.ts';
import { extendCall } from '../src/actions/calls/extendCall.ts';
import { markAnswered } from '../src/actions/calls/markAnswered.ts';
import { settleCall } from '../src/actions/calls/settleCall.ts';
import { addSeconds, instant } from '../src/core/base/time.ts';
import type { CallFixture, FixtureAccount } from '../src/testing/callFixture.ts';
import { topUp } from '../src/testing/callFixture.ts';
import { pick } from './random.ts';

const at = instant(Date.parse('2026-03-04T05:06:07.000Z'));
const zone = 'UTC';
const dialled = '0299990000';

/** Quality.md a, first part: so many authorisations at once of a 7-cent slice on $10.00. How many were granted. */
export async function rush(
  fixture: CallFixture,
  calls: number,
  name: string,
): Promise<{ readonly granted: number; readonly account: FixtureAccount }> {
  const account = await fixture.addAccount({ money: '10.00' });
  const decisions = await Promise.all(
    Array.from({ length: calls }, (_, index) =>
      authorizeCall(fixture.context, fixture.copies, {
        callId: `${name}-${index}`,
        callerNumber: account.number,
        protocol: 'sip',
        dialled,
        at,
      }),
    ),
  );
  return { granted: decisions.filter((one) => one.decision.ok).length, account };
}

/** Second part: so many retries of one call id at once. How many were told the same grant, and the holds that came of it, in slices. */
export async function retries(
  fixture: CallFixture,
  times: number,
  callId: string,
): Promise<{ readonly alike: number; readonly slices: bigint }> {
  const account = await fixture.addAccount({ money: '10.00' });
  const request = { callId, callerNumber: account.number, protocol: 'sip', dialled, at } as const;
  const decisions = await Promise.all(
    Array.from({ length: times }, () => authorizeCall(fixture.context, fixture.copies, request)),
  );
  const alike = decisions.filter((one) => one.decision.ok && one.decision.grantedSeconds === 60).length;
  return { alike, slices: (await fixture.balance(account.id)).held / 7_000_000n };
}

/** Third part: calls, extensions, top-ups, refunds and repeated reports on many accounts in random order, several at a time. */
export async function traffic(
  fixture: CallFixture,
  random: () => number,
  name: string,
  accounts: number,
  callsEach: number,
): Promise<void> {
  const all = await Promise.all(
    Array.from({ length: accounts }, () => fixture.addAccount({ money: (0.01 + random() * 3).toFixed(2) })),
  );
  const work = all.flatMap((account) =>
    Array.from({ length: callsEach }, (_, index) => ({
      account,
      id: `${name}-${account.number}-${index}`,
      dice: random(),
      more: random(),
    })),
  );
  work.sort((a, b) => a.dice - b.dice);
  const queue = work.values();
  await Promise.all(
    Array.from({ length: 16 }, () => drain(queue, (one) => oneCall(fixture, one.account, one.id, one.dice, one.more))),
  );
}

async function drain<T>(queue: IterableIterator<T>, perform: (one: T) => Promise<void>): Promise<void> {
  for (const one of queue) await perform(one);
}

/** Gives a cent back, if one is free at that moment. */
async function refund({ owner }: CallFixture, { id }: FixtureAccount, key: string): Promise<void> {
  await owner.query(
    `with free as (select account_id from account_balance where account_id = $1 and posted - held >= 1000000 for update)
     select ledger_post('refund', $2, now(), 'refund', 'test', array['bank', 'prepaid'], array[0, account_id]::bigint[], array[-1000000, 1000000]::bigint[])
       from free`,
    [id, key],
  );
}

async function oneCall(fixture: CallFixture, account: FixtureAccount, callId: string, dice: number, more: number): Promise<void> {
  const request = { callId, callerNumber: account.number, protocol: 'sip', dialled, at } as const;
  if (more < 0.1) await topUp(fixture.owner, account.id, (0.01 + dice).toFixed(2), callId);
  if (more > 0.95) await refund(fixture, account, callId);
  const { booked } = await authorizeCall(fixture.context, fixture.copies, request);
  if (more > 0.8) await authorizeCall(fixture.context, fixture.copies, request);
  if (!booked) return;
  const seconds = pick(() => dice, 200);
  if (more > 0.2) await markAnswered(fixture.context, { callId, answeredAt: at, attempt: 1 });
  const matched = booked.plan.matched!;
  for (let seq = 1; seq * 60 < seconds; seq++) {
    await extendCall(fixture.context, zone, {
      callId,
      seq,
      matched,
      answeredAt: at,
      grantedSeconds: seq * 60,
      sliceSeconds: 60,
    });
  }
  const answered = more > 0.2;
  const report = {
    callId,
    ...(answered && { answeredAt: at }),
    endedAt: addSeconds(at, seconds),
    durationMilliseconds: answered ? seconds * 1000 : 0,
    hangupCause: 16,
  };
  await Promise.all([settleCall(fixture.context, zone, report, matched), settleCall(fixture.context, zone, report, undefined)]);
}
