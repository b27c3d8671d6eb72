import type { Action } from '../src/actions/action.ts';
import { run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import type { Id } from '../src/core/base/id.ts';
import { type Amount, amount } from '../src/core/base/money.ts';
import { addSeconds, type Instant, instant } from '../src/core/base/time.ts';
import type { GuardSettings } from '../src/core/fraud/guardSettings.ts';
import { type ChangeDesk, onChange } from '../src/jobs/callChanges.ts';
import { extendHolds, onAuthorize, onHappened } from '../src/jobs/callDesk.ts';
import { guardAccounts } from '../src/jobs/guardAccounts.ts';
import type { Office } from '../src/jobs/office.ts';
import { openCallMemory } from '../src/memory/callMemory.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../src/testing/callFixture.ts';
import { fakeEngine } from '../src/testing/fakeEngine.ts';
import { openSafe } from '../src/vault/safe.ts';
import { type FraudPattern, type TapedCall, tapeOf } from './fraudPatterns.ts';
import { priceOf, zone } from './fraudReplay.ts';
import { minutePrice, normalCalls } from './normalMonth.ts';
import { seededRandom } from './random.ts';

/** One customer in the hands of a pattern. */
export type Victim = FixtureAccount & { readonly pattern: FraudPattern; readonly tape: readonly TapedCall[]; tried: number };

/** How a pattern ended. Seconds from its first call. */
export type Verdict = {
  readonly name: string;
  readonly blockedAfter: number | undefined;
  readonly loss: Amount;
  /** The most that one call had set aside at a time. */
  readonly slice: Amount;
  readonly calls: number;
  readonly refused: number;
  readonly said: string;
  /** Those that blocked it. */
  readonly rules: readonly string[];
};

/** Tuesday, 02:14 by the operator's clock. */
export const attackStart = instant(Date.parse('2026-03-09T15:14:00.000Z'));
/** What the calls of an account may cost in an hour. */
export const hourlyCap = amount('50');
const pace = 10;

/**
 * The patterns replayed at ten times their pace, each against a customer of its own, through call control's own functions (plan,
 * authorise, extend, settle), the back office's job and PostgreSQL. Only the clock, the switch and the customers are made up.
 */
export async function fraudStage(patterns: readonly FraudPattern[], seed: number, gates: 'open' | 'closed') {
  const fixture = await callFixture({ price: '30000000000' });
  await addPrices(fixture);
  await fixture.owner.query(`update setting set time_zone = $1, country = 'AU', country_calling_code = '61', set_up_at = now()`, [
    zone,
  ]);
  const victims = await Promise.all(patterns.map((pattern, index) => victimOf(fixture, pattern, seed * 100 + index, gates)));
  const copies = await openCallMemory(fixture.app);
  const desk: ChangeDesk = {
    context: fixture.context,
    copies,
    open: new Map(),
    engine: fakeEngine(),
    applyTrunks: async () => undefined,
  };
  const context = { pool: fixture.app, clock: fixture.context.now, safe: openSafe('the sealing secret of all tests, in clear') };
  const act = <Input, Answer>(action: Action<Input, Answer>, input: Input) => run(context, systemActor, action, input);
  return { fixture, victims, desk, act };
}
export type FraudStage = Awaited<ReturnType<typeof fraudStage>>;

/** Prices of `minutePrice` as rates. */
async function addPrices({ owner, packageId }: CallFixture): Promise<void> {
  const prefixes = [
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '6119',
    '88',
    '870',
    '25',
    '22',
    '23',
    '960',
    '44',
    '4490',
    '4470',
    '535',
    '37',
    '38',
    '67',
    '68',
    '64',
    '1876',
  ];
  for (const prefix of prefixes)
    await owner.query(
      `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment) values ($1, $2, $2, $3, 1, 1)`,
      [packageId, prefix, minutePrice(prefix) * 10_000n],
    );
}

async function victimOf(fixture: CallFixture, pattern: FraudPattern, seed: number, gates: 'open' | 'closed'): Promise<Victim> {
  const account = await fixture.addAccount({ money: '1000', callLimit: 100 });
  const { owner } = fixture;
  const openedAt = pattern.customer === 'young' ? addSeconds(attackStart, -3600) : addSeconds(attackStart, -90 * 86_400);
  await owner.query('update account set created_at = $2, hourly_spend_limit = $3 where id = $1', [
    account.id,
    new Date(openedAt),
    hourlyCap,
  ]);
  // With open gates nothing but the look at the calls themselves is left: also the pace is let go.
  const isOpen = gates === 'open';
  await owner.query(
    `insert into account_guard (account_id, allows_special, allows_high_risk, countries, price_per_minute_max, calls_at_once, calls_per_minute, calls_per_hour)
     values ($1, $2, $2, $3, $4, $5, $5, $5)`,
    [account.id, isOpen, isOpen ? ['*'] : null, isOpen ? amount('100') : null, isOpen ? 1000 : null],
  );
  if (pattern.customer === 'old') await addHistory(fixture, account, seed);
  if (pattern.comesFromElsewhere) await addNetworks(fixture, account);
  return { ...account, pattern, tape: tapeOf(pattern, seed), tried: 0 };
}

/** Eight weeks of an ordinary customer, as CDRs. */
async function addHistory({ owner }: CallFixture, { id, number }: FixtureAccount, seed: number): Promise<void> {
  const calls = normalCalls(seededRandom(seed), addSeconds(instant(Date.parse('2026-03-08T13:00:00.000Z')), -56 * 86_400), 56);
  await owner.query(
    `insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, answered_at, ended_at,
                      duration_ms, price, charge, outcome, hangup_cause)
     select 'past-' || $2::text || '-' || n, $1::bigint, 'sip', $2::text, number, number, 'outside', 'x', at, case when talk > 0 then at end, at + make_interval(secs => talk), talk * 1000,
            price, price, case when talk > 0 then 'answered' else 'no_answer' end, 16
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
}

/** A network of long ago, and another one now. */
async function addNetworks({ owner }: CallFixture, { id, number }: FixtureAccount): Promise<void> {
  await owner.query(`insert into guard_network values ($1, '203.0.0.0/16', $2, $2)`, [
    id,
    new Date(addSeconds(attackStart, -40 * 86_400)),
  ]);
  await owner.query(`insert into ast.ps_contacts (id, endpoint, uri, expiration_time) values ($1, $2, $3, $4)`, [
    `contact-${number}`,
    number,
    `sip:${number}@198.51.100.7:5060`,
    Math.floor(Date.now() / 1000) + 86_400,
  ]);
}

/** Plays all tapes for so long. `lookEvery`: seconds between two looks of the guard (the product's job: 3). */
export async function replay(stage: FraudStage, forSeconds: number, lookEvery = 3): Promise<readonly Verdict[]> {
  const { fixture, victims, desk } = stage;
  const ends = new Map<string, { readonly at: Instant; readonly answeredAt: Instant | undefined }>();
  const blocked = new Map<Id, number>();
  const slices = new Map<Id, Amount>();
  const refused = new Map<Id, number>();
  const office = { act: stage.act } as Office;
  for (let second = 0; second <= forSeconds; second += 1) {
    const now = addSeconds(attackStart, second);
    fixture.setNow(now);
    await endCalls(stage, ends, now);
    for (const victim of victims)
      for (const call of dueCalls(victim, second)) {
        const callId = `fraud-${victim.id}-${victim.tried}`;
        const granted = await place(stage, victim, call, callId, now);
        if (granted) ends.set(callId, granted);
        else refused.set(victim.id, (refused.get(victim.id) ?? 0) + 1);
      }
    await extendHolds(desk);
    for (const one of desk.open.values())
      if ('hold' in one && one.hold > (slices.get(one.accountId) ?? 0n)) slices.set(one.accountId, one.hold);
    if (second % lookEvery === 0) await guardAccounts(office);
    for (const { id } of await stopped(fixture, victims)) {
      if (blocked.has(id)) continue;
      blocked.set(id, second);
      await onChange(desk, `account ${id}`);
      // What the engine does with the commands that came with the lock.
      for (const [callId, one] of ends) if (callId.startsWith(`fraud-${id}-`)) ends.set(callId, { ...one, at: now });
    }
    if (blocked.size === victims.length && ends.size === 0) break;
  }
  for (const [callId, one] of ends) ends.set(callId, { ...one, at: addSeconds(attackStart, forSeconds) });
  await endCalls(stage, ends, addSeconds(attackStart, forSeconds));
  return Promise.all(victims.map((victim) => verdictOf(fixture, victim, blocked, slices, refused)));
}

function dueCalls(victim: Victim, second: number): readonly TapedCall[] {
  const due: TapedCall[] = [];
  for (let next = victim.tape[victim.tried]; next && next.after / pace <= second; next = victim.tape[victim.tried]) {
    due.push(next);
    victim.tried += 1;
  }
  return due;
}

async function place(stage: FraudStage, victim: Victim, call: TapedCall, callId: string, now: Instant) {
  const { desk, fixture } = stage;
  const forwarded = call.isForwarded && { by: [victim.number], from: '+61299990000' };
  const request = { callId, callerNumber: victim.number, protocol: 'sip' as const, dialled: `+${call.number}`, at: now };
  const decision = await onAuthorize(desk, { ...request, ...(forwarded && { forwarded }) });
  if (!decision.ok) return undefined;
  // The database has a clock of its own; the tape's is told to it.
  await fixture.owner.query('update call set authorized_at = $2 where call_id = $1', [callId, new Date(now)]);
  const answeredAt = call.talk > 0 ? now : undefined;
  if (answeredAt !== undefined) await onHappened(desk, { answers: [{ callId, answeredAt, attempt: 1 }], reports: [] }, spool);
  return { at: addSeconds(now, call.talk), answeredAt };
}

const spool = { spool: 'fraud', position: 1n };

/** Ends what is over: by the tape, by the engine's hang-up, or by the grant, which the engine enforces. */
async function endCalls(
  { desk }: FraudStage,
  ends: Map<string, { readonly at: Instant; readonly answeredAt: Instant | undefined }>,
  now: Instant,
) {
  for (const [callId, { at, answeredAt }] of ends) {
    const granted = desk.open.get(callId)?.grantedSeconds;
    const limit = answeredAt !== undefined && granted !== undefined ? addSeconds(answeredAt, granted) : at;
    const endedAt = instant(Math.min(at, limit));
    if (endedAt > now) continue;
    ends.delete(callId);
    const durationMilliseconds = answeredAt === undefined ? 0 : endedAt - answeredAt;
    const answered = answeredAt !== undefined && { answeredAt, attempt: 1 };
    await onHappened(
      desk,
      { answers: [], reports: [{ callId, endedAt, durationMilliseconds, hangupCause: 16, ...answered }] },
      spool,
    );
  }
}

async function stopped({ owner }: CallFixture, victims: readonly Victim[]): Promise<readonly { readonly id: Id }[]> {
  const ids = victims.map(({ id }) => id);
  return (
    await owner.query<{ id: Id }>(`select account_id as id from account_guard where state <> 'none' and account_id = any($1)`, [
      ids,
    ])
  ).rows;
}

async function verdictOf(
  { owner }: CallFixture,
  { id, pattern, tried }: Victim,
  blocked: ReadonlyMap<Id, number>,
  slices: ReadonlyMap<Id, Amount>,
  refused: ReadonlyMap<Id, number>,
): Promise<Verdict> {
  const found = await owner.query<{ loss: string; said: string | null; rules: string[] | null }>(
    `select coalesce(sum(d.charge), 0)::text as loss, (select state_said from account_guard where account_id = $1) as said,
            (select rules from guard_act where account_id = $1 and kind in ('lock', 'throttle') order by id limit 1) as rules
       from cdr d where d.account_id = $1 and d.call_id like 'fraud-%'`,
    [id],
  );
  const { loss = '0', said = null, rules = null } = found.rows[0] ?? {};
  return {
    ...{
      name: pattern.name,
      blockedAfter: blocked.get(id),
      loss: BigInt(loss) as Amount,
      slice: slices.get(id) ?? (0n as Amount),
    },
    ...{ calls: tried, refused: refused.get(id) ?? 0, said: said ?? '', rules: rules ?? [] },
  };
}

/** Replaces some of the guard's settings, as the operator would; the copies are read again. Without a night no hour is one. */
export async function setGuard(
  stage: FraudStage,
  reactions: Partial<GuardSettings['reactions']>,
  hasNight = true,
): Promise<void> {
  const [nightFrom, nightTo] = hasNight ? [22, 6] : [0, 0];
  const values = [JSON.stringify(reactions), nightFrom, nightTo];
  await stage.fixture.owner.query('update guard_setting set reactions = $1, night_from = $2, night_to = $3', values);
  await onChange(stage.desk, 'guard 0');
}
