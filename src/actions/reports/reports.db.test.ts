import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import { type Instant, instant } from '../../core/base/time.ts';
import { reportFaults } from '../../db/reads/reportFaults.ts';
import { countReports } from '../../jobs/countReports.ts';
import { type CallFixture, callFixture, type FixtureAccount, moneyFaults } from '../../testing/callFixture.ts';
import { type EndedCall, endReportedCall } from '../../testing/reportStage.ts';
import { openSafe } from '../../vault/safe.ts';
import { type Action, action } from '../action.ts';
import { run } from '../run.ts';
import { countReports as countSome } from './countReports.ts';
import { markReports } from './markReports.ts';

let fixture: CallFixture;
let accounts: readonly FixtureAccount[];
const now: Instant = instant(Date.parse('2026-03-29T12:00:00Z'));
const safe = openSafe('the sealing secret of the report tests');
const act = <Input, Answer>(one: Action<Input, Answer>, input: Input): Promise<Answer> =>
  run({ pool: fixture.app, clock: () => now, safe }, systemActor, one, input);
const patience = { timeout: 60_000, interval: 20 };

beforeAll(async () => {
  fixture = await callFixture({ price: '600000000000' });
  await fixture.owner.query(`update setting set time_zone = 'Europe/Berlin'`);
  accounts = [
    await fixture.addAccount({ money: '1000' }),
    await fixture.addAccount({ postPaid: true }),
    await fixture.addAccount({ money: '0.05' }),
  ];
  await fixture.warmUp();
});
afterAll(() => fixture.close());
beforeEach(countEverything);

/** Other tests share the cluster: a transaction of theirs may hold the mark up for a moment. */
async function countEverything(): Promise<void> {
  await vi.waitFor(async () => {
    await countReports({ act });
    expect(await notCounted()).toEqual({ calls: 0, transfers: 0 });
  }, patience);
}

const ask = async (text: string, values: readonly unknown[] = []) => (await fixture.owner.query(text, [...values])).rows;
const notCounted = async () =>
  (
    await ask(`select (select count(*)::int from cdr where id > after_cdr) as calls,
                      (select count(*)::int from transfer where id > after_transfer) as transfers from report_watch`)
  )[0];
const faults = () => reportFaults(fixture.owner);

type Wish = EndedCall & { readonly account: number };
const endCall = ({ account, ...wish }: Wish) => endReportedCall(fixture.owner, accounts[account]!, wish);
const refuse = (client: Pick<PoolClient, 'query'>, callId: string) =>
  client.query(
    `insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, ended_at, duration_ms,
                      outcome, refusal, hangup_cause) values ($1, $2, 'sip', '1', '2', '2', 'unknown', '', $3, $3, 0, 'refused', 'no_funds', 21)`,
    [callId, accounts[0]!.id, new Date(now)],
  );
const at = (text: string) => new Date(text);
const call = (endedAt: string, more: Partial<Wish> = {}): Wish => ({
  ...{ account: 0, seconds: 60, price: '0.60', cost: '0.20', endedAt: at(endedAt) },
  ...more,
});
const sumsOf = async (table: string, where: string) =>
  (
    await ask(`select coalesce(sum(attempts), 0)::int as attempts, coalesce(sum(answered), 0)::int as answered, coalesce(sum(talk_ms), 0)::int as talk,
                      coalesce(sum(price), 0)::bigint as price, coalesce(sum(loss), 0)::bigint as loss, coalesce(sum(cost), 0)::bigint as cost
                 from ${table} where ${where}`)
  )[0];

test('a call counts in the hour of its end, on the operator’s clock, in every table', async () => {
  await endCall(call('2026-02-03T22:59:59.999Z'));
  await endCall(call('2026-02-03T23:00:00Z', { account: 1, seconds: 0, price: '0', cost: '0' }));
  await refuse(fixture.owner, 'refused-1');
  await countEverything();
  const first = { attempts: 1, answered: 1, talk: 60_000, price: amount('0.60'), loss: 0n, cost: amount('0.20') };
  expect(await sumsOf('traffic_hour', `hour = '2026-02-03T22:00Z'`)).toEqual(first);
  expect(await sumsOf('traffic_account_hour', `hour = '2026-02-03T22:00Z' and account_id = ${accounts[0]!.id}`)).toEqual(first);
  expect(await sumsOf('traffic_day', `day = '2026-02-03'`)).toEqual(first);
  expect(await sumsOf('traffic_account_day', `day = '2026-02-03'`)).toEqual(first);
  expect(await sumsOf('traffic_day', `day = '2026-02-04'`)).toMatchObject({ attempts: 1, answered: 0, price: 0n });
  expect(
    await ask(`select hangup_cause, calls from traffic_cause_day where day between '2026-02-03' and '2026-02-04' order by 1`),
  ).toEqual([
    { hangup_cause: 16, calls: 1 },
    { hangup_cause: 17, calls: 1 },
  ]);
  expect(
    await sumsOf('traffic_hour', `destination_id = (select id from report_destination where kind = 'unknown')`),
  ).toMatchObject({ attempts: 1 });
  expect(await faults()).toEqual([]);
});

test('what a prepaid customer could not pay is loss; a late call counts in the hour it belongs to', async () => {
  await endCall(call('2026-02-10T10:00:00Z'));
  await countEverything();
  await endCall(call('2026-02-09T10:00:00Z', { account: 2, price: '0.07' }));
  await countEverything();
  expect(await sumsOf('traffic_day', `day = '2026-02-09'`)).toMatchObject({
    attempts: 1,
    price: amount('0.07'),
    loss: amount('0.02'),
  });
  expect(await faults()).toEqual([]);
});

test('a correction changes the money where its transfer stands, and no count', async () => {
  const callId = await endCall(call('2026-02-11T10:00:00Z', { isEstimated: true }));
  await countEverything();
  await ask(
    `select call_correct(jsonb_build_object('callId', $1::text, 'price', $2::text, 'cost', $3::text, 'endedAt', now(), 'day', current_date))`,
    [callId, String(amount('0.45')), String(amount('0.15'))],
  );
  await countEverything();
  expect(await sumsOf('traffic_account_day', `day = '2026-02-11'`)).toMatchObject({
    attempts: 1,
    price: amount('0.45'),
    cost: amount('0.15'),
  });
  expect(await faults()).toEqual([]);
});

test('a call priced again counts where it was booked anew: on the day of the correction, at the destination of the call', async () => {
  const callId = await endCall(call('2026-02-13T10:00:00Z', { account: 1 }));
  await countEverything();
  await ask(
    `select ledger_post('call_rerate', '77:' || $1::text, '2026-02-14T10:00Z', 'again', 'test', array['call_revenue', 'unbilled'], array[0, $2]::bigint[],
                        array[$3::bigint, -$3::bigint])`,
    [callId, accounts[1]!.id, amount('0.25')],
  );
  expect(await faults()).toEqual([]);
  await countEverything();
  expect(await sumsOf('traffic_day', `day = '2026-02-13'`)).toMatchObject({ attempts: 1, price: amount('0.60') });
  expect(await sumsOf('traffic_day', `day = '2026-02-14'`)).toMatchObject({ attempts: 0, price: amount('-0.25') });
  expect(await sumsOf('traffic_account_hour', `account_id = ${accounts[1]!.id} and hour = '2026-02-14T10:00Z'`)).toMatchObject({
    price: amount('-0.25'),
  });
  expect(await faults()).toEqual([]);
});

test('attempts at a provider are summed by day, and a day that goes on is summed again', async () => {
  const tally = (minute: string, attempts: number) =>
    ask(
      `insert into provider_tally as t (provider_id, minute, attempts, answered) select id, $1, $2, 1 from provider
           on conflict (provider_id, minute) do update set attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered`,
      [minute, attempts],
    );
  const tries = () => ask('select day, tries, answered from provider_tries_day order by day');
  await tally('2026-02-13T22:59Z', 3);
  await tally('2026-02-13T23:00Z', 4);
  await countEverything();
  await tally('2026-02-13T23:00Z', 5);
  await countEverything();
  expect(await tries()).toEqual([
    { day: '2026-02-13', tries: 3n, answered: 1n },
    { day: '2026-02-14', tries: 9n, answered: 2n },
  ]);
});

test('an id that is drawn early and committed late is not missed; without the mark it would be', async () => {
  const slow = await fixture.owner.connect();
  const calls = async () => Number((await ask('select coalesce(sum(attempts), 0) as n from traffic_hour'))[0].n);
  const before = await calls();
  try {
    for (const [name, isMutant] of [
      ['late-1', false],
      ['late-2', true],
    ] as const) {
      await slow.query('begin');
      await refuse(slow, name);
      await refuse(fixture.owner, `${name}-neighbour`);
      await countReports({ act });
      if (isMutant) {
        await ask(`update report_watch set mark_xid = '3', mark_cdr = (select last_value from cdr_id_seq)`);
        await act(countSome, { limit: 1000 });
      } else expect(await calls()).toBe(before);
      await slow.query('commit');
      await countEverything();
      if (!isMutant) expect(await calls()).toBe(before + 2);
    }
    // The planted mistake counted the neighbour alone.
    expect(await calls()).toBe(before + 3);
  } finally {
    slow.release();
  }
  await recount();
  expect(await calls()).toBe(before + 4);
});

async function recount(): Promise<void> {
  await ask('update report_watch set is_recount_due = true');
  await countEverything();
}

test('a count that is killed before its commit has counted nothing; two at once count once', async () => {
  for (let index = 0; index < 20; index += 1) await endCall(call('2026-02-12T10:00:00Z'));
  const killed = action<null, null>('report.count', 'system.read', async (work) => {
    await countSome.perform(work, { limit: 7 });
    throw new Error('killed');
  });
  await vi.waitFor(async () => {
    await act(markReports, null);
    const marked = (await ask('select mark_cdr - after_cdr as n from report_watch'))[0].n;
    expect(marked).toBe(20n);
  }, patience);
  await expect(act(killed, null)).rejects.toThrow('killed');
  expect((await notCounted()).calls).toBe(20);
  await vi.waitFor(async () => {
    await Promise.all([1, 2, 3].map(() => act(countSome, { limit: 7 })));
    expect((await notCounted()).calls).toBe(0);
  }, patience);
  await countEverything();
  expect(await sumsOf('traffic_day', `day = '2026-02-12'`)).toMatchObject({ attempts: 20, price: amount('12') });
  expect(await faults()).toEqual([]);
});

const price = fc.integer({ min: 0, max: 3_000_000 }).map((units) => (units / 10_000).toFixed(4));
const wishes = fc.record({
  account: fc.nat(2),
  seconds: fc.nat(500),
  endedAt: fc.date({ min: at('2026-03-28T20:00:00Z'), max: at('2026-03-29T06:00:00Z'), noInvalidDate: true }),
  price,
  cost: price,
  isEstimated: fc.boolean(),
});

test('any history, booked by several at once while reports are counted: revenue, loss and cost of each hour are those of the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(wishes, price), { minLength: 1, maxLength: 24 }), async (history) => {
      let isOver = false;
      const counting = (async () => {
        while (!isOver) await countReports({ act });
      })();
      const lanes = [0, 1, 2].map(async (lane) => {
        for (const [index, [wish, corrected]] of history.entries()) {
          if (index % 3 !== lane) continue;
          const callId = await endCall({
            ...wish,
            price: wish.seconds === 0 ? '0' : wish.price,
            cost: wish.seconds === 0 ? '0' : wish.cost,
          });
          if (wish.isEstimated)
            await ask(
              `select call_correct(jsonb_build_object('callId', $1::text, 'price', $2::text, 'endedAt', now(), 'day', current_date))`,
              [callId, String(amount(corrected))],
            );
        }
      });
      await Promise.all(lanes).finally(() => {
        isOver = true;
      });
      await counting;
      expect(await faults()).toEqual([]);
      await countEverything();
      expect(await faults()).toEqual([]);
    }),
    { numRuns: 15 },
  );
  expect(await moneyFaults(fixture.owner)).toEqual([]);
  // Revenue of a period: the ledger's entries of it, straight from the books.
  const [ledger] = await ask(`select -sum(e.amount)::bigint as revenue from entry e join transfer t on t.id = e.transfer_id
     where e.ledger = 'call_revenue' and t.occurred_at >= '2026-03-29T00:00+01' and t.occurred_at < '2026-03-30T00:00+02'`);
  expect((await sumsOf('traffic_day', `day = '2026-03-29'`)).price).toBe(ledger.revenue);
  expect(ledger.revenue).toBeGreaterThan(0n);
});

test('a wrong sum is found, whichever table it stands in', async () => {
  const [row] = await ask(`select hour, destination_id, provider_id, is_incoming from traffic_hour where price > 0 limit 1`);
  const touch = (by: number) =>
    ask('update traffic_hour set price = price + $1 where (hour, destination_id, provider_id, is_incoming) = ($2, $3, $4, $5)', [
      ...[by, new Date(row.hour), row.destination_id, row.provider_id, row.is_incoming],
    ]);
  await touch(1);
  expect((await faults()).map(({ what, difference }) => [what, difference])).toEqual(
    expect.arrayContaining([
      ['call_revenue', '1'],
      ['revenue by day', '1'],
      ['revenue by account', '1'],
    ]),
  );
  // Long ago: what looks at the last days alone does not see it.
  expect(await reportFaults(fixture.owner, 7)).toEqual([]);
  await touch(-1);
  expect(await faults()).toEqual([]);
});

test('another zone of the operator makes all sums anew, in its own hours', async () => {
  const before = await sumsOf('traffic_day', 'true');
  await ask(`update setting set time_zone = 'Asia/Kathmandu'`);
  await countEverything();
  expect(await sumsOf('traffic_day', 'true')).toEqual(before);
  // 5:45 ahead: its hours begin at a quarter past those of UTC.
  expect(await ask(`select distinct extract(minute from hour)::int as minute from traffic_hour`)).toEqual([{ minute: 15 }]);
  expect(await faults()).toEqual([]);
});
