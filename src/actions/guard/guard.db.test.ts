import { afterAll, beforeAll, expect, it } from 'vitest';
import { priceOf, usualUseOf, zone } from '../../../simulation/fraudReplay.ts';
import { normalCalls } from '../../../simulation/normalMonth.ts';
import { seededRandom } from '../../../simulation/random.ts';
import { addSeconds, instant, localDate } from '../../core/base/time.ts';
import { countryOfNumber } from '../../core/fraud/numberCountry.ts';
import { findUse } from '../../db/tables/guardWatch.ts';
import { onChange } from '../../jobs/callChanges.ts';
import { type CallMemory, openCallMemory } from '../../memory/callMemory.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { fakeEngine } from '../../testing/fakeEngine.ts';
import { authorizeCall } from '../calls/authorizeCall.ts';

let fixture: CallFixture;
let copies: CallMemory;
beforeAll(async () => {
  fixture = await callFixture({ price: '10000000000' });
  await fixture.owner.query(
    `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment) values ($1, '4', 'Abroad', 20000000000, 1, 1)`,
    [fixture.packageId],
  );
  copies = await openCallMemory(fixture.app);
  await fixture.warmUp();
});
afterAll(() => fixture.close());

async function guarded(columns: Readonly<Record<string, number>>): Promise<FixtureAccount> {
  const account = await fixture.addAccount({ money: '100', callLimit: 500 });
  const names = Object.keys(columns);
  await fixture.owner.query(
    `insert into account_guard (account_id, countries, ${names.join(', ')}) values ($1, '{*}', ${names.map((_, index) => `$${index + 2}`).join(', ')})`,
    [account.id, ...Object.values(columns)],
  );
  return account;
}

const start = instant(Date.parse('2026-03-04T05:06:07.000Z'));
let serial = 0;
const authorise = async ({ number }: FixtureAccount, at = start, dialled = '+442012345678', callId = `pace-${++serial}`) => {
  const { decision } = await authorizeCall(fixture.context, copies, {
    callId,
    callerNumber: number,
    protocol: 'sip',
    dialled,
    at,
  });
  return decision.ok ? 'granted' : decision.refusal;
};
const counted = (answers: readonly unknown[]) => answers.filter((one) => one === 'granted').length;

it('two hundred calls abroad at once with room for seven: exactly seven are admitted', async () => {
  const account = await guarded({ calls_at_once: 7, calls_per_minute: 1000, calls_per_hour: 1000 });
  const answers = await Promise.all(Array.from({ length: 200 }, () => authorise(account)));
  expect(counted(answers)).toBe(7);
  expect(new Set(answers)).toEqual(new Set(['granted', 'guard_calls']));
});

it('so many calls in a minute, however they come together; the next minute has its own, the hour counts on', async () => {
  const account = await guarded({ calls_at_once: 1000, calls_per_minute: 12, calls_per_hour: 20 });
  const rush = (at = start) => Promise.all(Array.from({ length: 50 }, () => authorise(account, at)));
  expect(counted(await rush())).toBe(12);
  // The fifty of the first minute were attempts of the hour too: nothing is left of it.
  expect(counted(await rush(addSeconds(start, 60)))).toBe(0);
  expect(counted(await rush(addSeconds(start, 3600)))).toBe(12);
  expect(await authorise(account, addSeconds(start, 3600), '0299990000')).toBe('granted');
});

it('a call that is asked for again is counted once', async () => {
  const account = await guarded({ calls_at_once: 5, calls_per_minute: 2, calls_per_hour: 1000 });
  const again = () => authorise(account, start, '+442012345678', 'pace-again');
  expect(await Promise.all([again(), again(), again()])).toEqual(['granted', 'granted', 'granted']);
  expect(await authorise(account)).toBe('granted');
  expect(await authorise(account)).toBe('guard_rate');
});

it('what an account from before calls is counted by nobody', async () => {
  const account = await fixture.addAccount({ money: '100', callLimit: 500 });
  expect(counted(await Promise.all(Array.from({ length: 40 }, () => authorise(account))))).toBe(40);
  expect((await fixture.owner.query('select from guard_use where account_id = $1', [account.id])).rows).toEqual([]);
});

it('a lock is heard by call control at once, with an old copy of the account too', async () => {
  const account = await guarded({ calls_at_once: 100 });
  const copies = await openCallMemory(fixture.app);
  const ask = async (callId: string) => {
    const request = { callId, callerNumber: account.number, protocol: 'sip' as const, dialled: '+442012345678', at: start };
    const { decision } = await authorizeCall(fixture.context, copies, request);
    return decision.ok ? 'granted' : decision.refusal;
  };
  expect(await ask('before-the-lock')).toBe('granted');
  await fixture.owner.query(
    `update account_guard set state = 'locked', state_since = now(), state_said = 'x' where account_id = $1`,
    [account.id],
  );
  expect(await ask('after-the-lock')).toBe('guard_locked');
});

it('changed settings are read again when the database says so', async () => {
  const copies = await openCallMemory(fixture.app);
  const desk = { context: fixture.context, copies, open: new Map(), engine: fakeEngine(), applyTrunks: async () => undefined };
  await fixture.owner.query(`update guard_setting set countries = '{FR}'`);
  expect(copies.settings().guard?.settings.countries).toEqual([]);
  await onChange(desk, 'guard 0');
  expect(copies.settings().guard?.settings.countries).toEqual(['FR']);
  await fixture.owner.query(`update guard_setting set countries = '{}'`);
});

it.each([1, 2, 3, 17])('the history that the database makes is what the rules say, seed %i', async (seed) => {
  const { id, number } = await fixture.addAccount();
  const now = instant(Date.parse('2026-04-21T03:04:05.000Z')); // summer time ended in between
  const calls = normalCalls(seededRandom(seed), addSeconds(now, -60 * 86_400), 61);
  await fixture.owner.query(
    `insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, ended_at, duration_ms, price, charge, outcome, hangup_cause)
     select 'use-' || $2::text || '-' || n, $1::bigint, 'sip', $2::text, number, number, 'outside', 'x', at, at, talk * 1000, price, price,
            case when talk > 0 then 'answered' else 'busy' end, 16
       from unnest($3::text[], $4::timestamptz[], $5::int[], $6::bigint[]) with ordinality as c (number, at, talk, price, n)`,
    [
      id,
      number,
      calls.map((one) => one.number),
      calls.map(({ at }) => new Date(at)),
      calls.map(({ talk }) => talk),
      calls.map(priceOf),
    ],
  );
  const question = { today: localDate(now, zone), zone, countryCallingCode: '61', nightFrom: 22, nightTo: 6 };
  for (const _ of ['made', 'known']) {
    const { prefixes, ...use } = await findUse(fixture.owner, id, question);
    const { countries, ...expected } = usualUseOf(calls, now);
    expect(use).toEqual(expected);
    expect([...new Set(prefixes.map(countryOfNumber))].sort()).toEqual([...countries].sort());
  }
});
