import { afterAll, beforeAll, expect, it } from 'vitest';
import { priceOf, usualUseOf, zone } from '../../../simulation/fraudReplay.ts';
import { normalCalls } from '../../../simulation/normalMonth.ts';
import { seededRandom } from '../../../simulation/random.ts';
import { addSeconds, type Instant, instant, localDate } from '../../core/base/time.ts';
import { countryOfNumber, type Home, homePrefixesOf } from '../../core/fraud/numberCountry.ts';
import { findUse, findWatch, saveWatch } from '../../db/tables/guardWatch.ts';
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

it('a call that is planned anew because its included minutes are gone meanwhile is counted once', async () => {
  const { id } = await fixture.addAccount();
  const pace = { callsAtOnce: 5, callsPerMinute: 2, callsPerHour: 100, isThrottled: false, minute: 10, hour: 1 };
  const limits = JSON.stringify({ callLimit: 10, numberCallLimit: 10, guard: pace });
  const reasonOf = async (callId: string) => {
    const call = JSON.stringify({ call_id: callId, account_id: String(id), destination_kind: 'outside' });
    const found = await fixture.owner.query('select call_caps_reason(jsonb_populate_record(null::call, $1), $2) as reason', [
      call,
      limits,
    ]);
    return found.rows[0].reason;
  };
  expect([await reasonOf('one'), await reasonOf('one'), await reasonOf('one')]).toEqual([null, null, null]);
  expect([await reasonOf('two'), await reasonOf('three'), await reasonOf('three')]).toEqual([null, 'guard_rate', 'guard_rate']);
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

const questionAt = (now: Instant) => ({ today: localDate(now, zone), zone, nightFrom: 22, nightTo: 6 });

it('whoever calls widely reaches every country that he reaches, islands with a code of their neighbours too', async () => {
  const now = instant(Date.parse('2026-04-21T03:04:05.000Z'));
  const usual = async (home: Home) => {
    const { id } = await fixture.addAccount();
    await fixture.owner.query(
      `insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, ended_at, duration_ms, outcome, hangup_cause)
       select 'wide-' || $1::text || '-' || number, $1::bigint, 'sip', '1', number, number, 'outside', 'x', $2, $2, 1000, 'answered', 16
         from (select (442000000 + n * 100)::text || '99' from generate_series(0, 2500) n
               union all
               select unnest($3::text[])) as c (number)`,
      [
        id,
        new Date(addSeconds(now, -3 * 86_400)),
        ['99890123', '447781123456', '35818123', '3906698123', '262269123', '61891641', '18765550100', '12125550100'],
      ],
    );
    const { prefixes, abroadByHour } = await findUse(fixture.owner, id, {
      ...questionAt(now),
      homePrefixes: homePrefixesOf(home),
    });
    return { countries: [...new Set(prefixes.map(countryOfNumber))].sort(), abroad: Math.max(...abroadByHour) };
  };
  const abroad = ['AX', 'CX', 'GB', 'GG', 'UZ', 'VA', 'YT'];
  expect(await usual({ country: 'US', countryCallingCode: '1' })).toEqual({
    countries: [...abroad, 'JM'].sort(),
    abroad: 2501 + 7,
  });
  expect(await usual({ country: 'JM', countryCallingCode: '1' })).toEqual({
    countries: [...abroad, 'US'].sort(),
    abroad: 2501 + 7,
  });
});

it('networks that no phone used for a quarter of a year are forgotten, once a day', async () => {
  const { id } = await fixture.addAccount();
  const now = instant(Date.parse('2026-04-21T00:00:20.000Z'));
  const add = (network: string, days: number) =>
    fixture.owner.query(`insert into guard_network values ($1, $2, $3, $3)`, [
      id,
      network,
      new Date(addSeconds(now, -days * 86_400)),
    ]);
  const left = async () =>
    (await fixture.owner.query('select network from guard_network where account_id = $1 order by 1', [id])).rows.map(
      ({ network }) => network,
    );
  await add('192.0.0.0/16', 91);
  await add('198.51.0.0/16', 89);
  const watch = { ...(await findWatch(fixture.app, now)), movedAt: addSeconds(now, -40) };
  await saveWatch(fixture.app, watch, 0n, now);
  expect(await left()).toEqual(['198.51.0.0/16']);
  await add('192.0.0.0/16', 91);
  await saveWatch(fixture.app, { ...watch, movedAt: now }, 0n, addSeconds(now, 40));
  expect(await left()).toHaveLength(2);
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
  const question = { ...questionAt(now), homePrefixes: ['61'] };
  for (const _ of ['made', 'known']) {
    const { prefixes, ...use } = await findUse(fixture.owner, id, question);
    const { countries, ...expected } = usualUseOf(calls, now);
    expect(use).toEqual(expected);
    expect([...new Set(prefixes.map(countryOfNumber))].sort()).toEqual([...countries].sort());
  }
});
