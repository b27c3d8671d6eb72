import { afterAll, beforeAll, expect, it } from 'vitest';
import { amount, formatAmount } from '../../core/base/money.ts';
import { addSeconds, type Instant, instant } from '../../core/base/time.ts';
import { type AccountOptions, type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { authorizeCall } from './authorizeCall.ts';
import { settleCall } from './settleCall.ts';

// 6 cents a begun minute.
let fixture: CallFixture;
let serial = 0;
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000', initialIncrement: 60, increment: 60 });
});
afterAll(() => fixture.close());

const noon = instant(Date.parse('2026-03-04T12:00:00.000Z'));
const later = (minutes: number): Instant => addSeconds(noon, minutes * 60);

async function decide(account: FixtureAccount, at: Instant) {
  const callId = `cap-${++serial}`;
  const request = { callId, callerNumber: account.number, protocol: 'sip', dialled: '0299990000', at } as const;
  const { decision } = await authorizeCall(fixture.context, fixture.copies, request);
  return { callId, answer: decision.ok ? 'granted' : (decision.refusal ?? decision.said) };
}

/** A call of so many minutes that begins then; how its question was answered. */
async function talk(account: FixtureAccount, at: Instant, minutes: number): Promise<string> {
  const { callId, answer } = await decide(account, at);
  if (answer !== 'granted') return answer;
  const report = { callId, answeredAt: at, endedAt: addSeconds(at, minutes * 60), attempt: 1, hangupCause: 16 };
  await settleCall(fixture.context, 'UTC', { ...report, durationMilliseconds: minutes * 60_000 }, undefined);
  return answer;
}

const capped = async (daily: string | null, hourly: string | null, options: AccountOptions = { money: '100' }) => {
  const account = await fixture.addAccount(options);
  await fixture.owner.query('update account set daily_spend_limit = $2, hourly_spend_limit = $3 where id = $1', [
    account.id,
    daily === null ? null : amount(daily),
    hourly === null ? null : amount(hourly),
  ]);
  return account;
};

it('counts an hour by the clock, and frees the next one', async () => {
  const account = await capped(null, '0.12');
  expect([await talk(account, later(1), 1), await talk(account, later(5), 1)]).toEqual(['granted', 'granted']);
  expect(await talk(account, later(30), 1)).toBe('hourly_spend_limit');
  expect(await talk(account, later(60), 1)).toBe('granted');
});

it('counts the day as well, beyond the hour; the hour is the answer while both are full', async () => {
  const account = await capped('0.18', '0.12');
  expect([await talk(account, later(1), 2), await talk(account, later(2), 1)]).toEqual(['granted', 'hourly_spend_limit']);
  expect([await talk(account, later(61), 1), await talk(account, later(62), 1)]).toEqual(['granted', 'spend_limit']);
  expect(await talk(account, later(180), 1)).toBe('spend_limit');
  expect(await talk(account, later(12 * 60), 1)).toBe('granted');
});

it('counts for the day in which a call ends, and a late report of yesterday takes nothing from today', async () => {
  const account = await capped('0.12', null);
  const [midnight, overnight] = [later(12 * 60), await decide(account, later(12 * 60 - 1))];
  expect(overnight.answer).toBe('granted');
  expect(await talk(account, midnight, 1)).toBe('granted');
  // Held by the call of yesterday, taken by the one of today.
  expect(await talk(account, addSeconds(midnight, 90), 1)).toBe('spend_limit');
  const answeredAt = later(12 * 60 - 1);
  const report = { callId: overnight.callId, answeredAt, attempt: 1, hangupCause: 16 };
  await settleCall(
    fixture.context,
    'UTC',
    { ...report, endedAt: addSeconds(answeredAt, 59), durationMilliseconds: 59_000 },
    undefined,
  );
  expect(await talk(account, addSeconds(midnight, 120), 1)).toBe('granted');
  expect(await talk(account, addSeconds(midnight, 180), 1)).toBe('spend_limit');
});

it('is money first, then the hour: what is missing is what the caller hears', async () => {
  expect(await talk(await capped('0.01', '0.01', { money: '0.02' }), noon, 1)).toBe('no_funds');
});

it('holds for Post-Paid too, and for emergency calls never', async () => {
  const account = await capped('0.06', null, { postPaid: true });
  expect([await talk(account, noon, 1), await talk(account, noon, 1)]).toEqual(['granted', 'spend_limit']);
  const request = { callId: `cap-${++serial}`, callerNumber: account.number, protocol: 'sip', dialled: '000', at: noon } as const;
  expect((await authorizeCall(fixture.context, fixture.copies, request)).decision.ok).toBe(true);
});

it.each([
  ['the day', '2.22', null],
  ['the hour', null, '2.22'],
  ['the balance', null, null],
])('200 calls at once with room for 37 in %s: exactly 37 are admitted', async (_, daily, hourly) => {
  const account = await capped(daily, hourly, { money: daily === null && hourly === null ? '2.22' : '100' });
  await fixture.warmUp();
  const answers = await Promise.all(Array.from({ length: 200 }, () => decide(account, noon)));
  expect(answers.filter(({ answer }) => answer === 'granted')).toHaveLength(37);
  expect(formatAmount((await fixture.balance(account.id)).held)).toBe('2.22');
});

it('200 calls at once with 37 lines: exactly 37 are admitted', async () => {
  const account = await fixture.addAccount({ money: '100', callLimit: 37 });
  const answers = await Promise.all(Array.from({ length: 200 }, () => decide(account, noon)));
  expect(answers.filter(({ answer }) => answer === 'granted')).toHaveLength(37);
  expect(answers.filter(({ answer }) => answer === 'too_many_calls')).toHaveLength(163);
});

it('a correction after an estimate takes back our loss first, and never charges beyond the money', async () => {
  const settle = async (money: string, estimatedMinutes: number, trueMinutes: number) => {
    const account = await fixture.addAccount({ money });
    const { callId } = await decide(account, noon);
    const report = (minutes: number) => ({
      ...{ callId, answeredAt: noon, endedAt: addSeconds(noon, minutes * 60), attempt: 1, hangupCause: 16 },
      durationMilliseconds: minutes * 60_000,
    });
    await fixture.owner.query(
      `select call_settle(jsonb_build_object('callId', $1::text, 'durationMs', $2::bigint, 'billedSeconds', $2 / 1000, 'price', $3::text, 'answeredAt', now(),
                                             'endedAt', now(), 'attempt', 1, 'outcome', 'answered', 'hangupCause', 16, 'isEstimated', true, 'day', current_date))`,
      [callId, estimatedMinutes * 60_000, String(BigInt(estimatedMinutes) * amount('0.06'))],
    );
    expect(await settleCall(fixture.context, 'UTC', report(trueMinutes), undefined)).toBe('corrected');
    return formatAmount((await fixture.balance(account.id)).posted);
  };
  // 0.10 covers one minute of 0.06 and 0.04 of the second.
  expect(await settle('0.10', 3, 2)).toBe('0.00');
  expect(await settle('0.10', 3, 1)).toBe('0.04');
  expect(await settle('0.10', 1, 3)).toBe('0.00');
  expect(await settle('1', 1, 3)).toBe('0.82');
});

it('leaves no invariant broken', async () => {
  expect(await fixture.faults()).toEqual([]);
});
