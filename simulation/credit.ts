import { addSeconds, instant } from '../src/core/base/time.ts';
import type { CallRequest } from '../src/core/calls/call.ts';
import { extendHolds, onAuthorize, onHappened } from '../src/jobs/callDesk.ts';
import { reconcileCalls, takeOverCalls } from '../src/jobs/reconcileCalls.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../src/testing/callFixture.ts';
import { faultsOf, finalFaults, snapshot } from './creditFaults.ts';
import { grantAtRequest, isUp, newDesk, openWorld, passTime, type SpoolEvent, type World } from './creditWorld.ts';
import { pick, seededRandom } from './random.ts';

/** 6 cents a minute, first 30 seconds then by 6, with a flag fall of a cent; twice the price in every other seven minutes. */
const rate = { price: '60000000000', initialIncrement: 30, increment: 6, flagFall: '10000000000' };

/** A database with accounts of every kind, each poor enough that its money ends within the run. */
export async function creditFixture(): Promise<{ readonly fixture: CallFixture; readonly accounts: readonly FixtureAccount[] }> {
  const fixture = await callFixture(rate);
  const windows = Array.from({ length: 102 }, (_, index) => ({
    band: 'dear',
    days: [1, 2, 3, 4, 5, 6, 7],
    from: index * 14,
    to: index * 14 + 7,
  }));
  await fixture.owner.query(
    `insert into package_terms (billing_package_id, valid_from, follows_operator, time_zone, boundary_mode, duration_rounding, grace_mode, windows, holidays)
     values ($1, '2000-01-01', false, 'UTC', 'instant', 'ceil', 'up_to', $2, '[]')`,
    [fixture.packageId, JSON.stringify(windows)],
  );
  const dear = {
    band: 'dear',
    flagFall: '10000000000',
    price: '120000000000',
    perSeconds: 60,
    initialIncrement: 30,
    increment: 6,
    untimed: false,
  };
  await fixture.owner.query(`update rate set further = $1 where prefix = '61'`, [JSON.stringify({ bands: [dear] })]);
  const accounts = [
    await fixture.addAccount({ money: '0.75' }),
    await fixture.addAccount({ money: '5', dailySpendLimit: '0.25' }),
    await fixture.addAccount({ money: '3', callLimit: 3 }),
    await fixture.addAccount({ money: '40' }),
    await fixture.addAccount({ postPaid: true, creditLimit: '1.5' }),
    await fixture.addAccount({ postPaid: true }),
  ];
  return { fixture, accounts };
}

type Step = (world: World, account: FixtureAccount, serial: number) => Promise<void>;

/** What may happen, and how often. */
const steps: readonly (readonly [weight: number, step: Step])[] = [
  [30, askForCall],
  [25, async (world) => passTime(world, 1 + pick(world.random, 50))],
  [22, deliver],
  [12, (world) => extendHolds(world.desk)],
  [9, lookAtEngine],
  [3, restart],
  [3, (world, account, serial) => moveMoney(world, account, `top-${serial}`, 1 + pick(world.random, 30))],
  [2, (world, account, serial) => moveMoney(world, account, `refund-${serial}`, -1 - pick(world.random, 30))],
  [3, deliverAgain],
];

/**
 * Random traffic from one seed through the real call control and the real functions of the database. After each step the
 * invariants of charging.md are asked; answers what was found wrong, with the step that showed it.
 */
export async function simulate(
  seed: number,
  stepCount: number,
  chance = 0.06,
  prepare?: (fixture: CallFixture) => Promise<void>,
): Promise<readonly string[]> {
  const { fixture, accounts } = await creditFixture();
  try {
    await prepare?.(fixture);
    const random = seededRandom(seed);
    const world = await openWorld(fixture, random, { poorest: accounts[0]?.id, capped: accounts[1]?.id });
    for (let serial = 1; serial <= stepCount; serial++) {
      const name = await doStep(world, accounts, serial, chance);
      const faults = await faultsOf(world);
      if (faults.length > 0) return faults.map((fault) => `seed ${seed}, step ${serial} (${name}): ${fault}`);
    }
    return (await settleDown(world)).map((fault) => `seed ${seed}, at the end: ${fault}`);
  } finally {
    await fixture.close();
  }
}

async function doStep(world: World, accounts: readonly FixtureAccount[], serial: number, chance: number): Promise<string> {
  const { random } = world;
  // The poor and the capped ones call most: there the rules meet.
  const account = accounts[Math.min(pick(random, accounts.length), pick(random, accounts.length + 2))];
  const deck = steps.flatMap(([weight, one]) => Array.from({ length: weight }, () => one));
  const step = deck[pick(random, deck.length)];
  if (!account || !step) throw new Error('the dice fell off the table');
  let met = '';
  const salt = Math.floor(random() * 2 ** 32);
  world.chaos = (question) => {
    const ownRandom = seededRandom(hash(question, salt));
    const found = ownRandom() < chance ? (['lost', 'reply lost', 'twice'] as const)[pick(ownRandom, 3)] : undefined;
    met += found === undefined ? '' : ` ${found}`;
    return found;
  };
  try {
    await step(world, account, serial);
  } catch (error) {
    // What a broken database does to call control: it says so and goes on. Anything else is ours.
    if (!(error instanceof Error && error.message.startsWith('chaos'))) throw error;
  }
  world.chaos = () => undefined;
  return `${step.name}${met}`;
}

async function askForCall(world: World, account: FixtureAccount, serial: number): Promise<void> {
  const { random } = world;
  const callId = `sim-${serial}`;
  const request: CallRequest = { callId, callerNumber: account.number, protocol: 'sip', dialled: '0299990000', at: world.now };
  const decision = await onAuthorize(world.desk, request);
  if (random() < 0.15) await onAuthorize(world.desk, request);
  const granted = decision.ok ? decision.grantedSeconds : 0;
  grantAtRequest(world, callId, granted);
  const rings = {
    until: addSeconds(world.now, 1 + pick(random, 58)),
    willAnswer: random() < 0.85,
    talk: 1 + pick(random, 9) ** 3 + pick(random, 60),
    // Not where a daily limit is: an overrun may pass it, and would hide a hold that does.
    overrun: account.id !== world.capped && random() < 0.5 ? 1 + pick(random, 60) : 0,
  };
  world.calls.set(callId, { request, account, limit: granted, ...(decision.ok && { rings }) });
  if (random() < 0.04) world.lostEnds.add(callId);
}

/** The next lines of the spool, now and then out of order. What could not be booked is handed over again. */
async function deliver(world: World): Promise<void> {
  const { random } = world;
  if (random() < 0.25) world.spool.sort(() => random() - 0.5);
  const events = world.spool.splice(0, 1 + pick(random, 6));
  try {
    await hand(world, events);
    world.taken.push(...events);
  } catch (error) {
    world.spool.unshift(...events);
    throw error;
  }
}

async function deliverAgain(world: World): Promise<void> {
  const { random, taken } = world;
  const events = Array.from({ length: Math.min(3, taken.length) }, () => taken[pick(random, taken.length)]);
  await hand(
    world,
    events.filter((one) => one !== undefined),
  );
}

async function hand(world: World, events: readonly SpoolEvent[]): Promise<void> {
  const reports = events.flatMap((one) => (one.kind === 'ended' ? [one.report] : []));
  const ended = new Set(reports.map(({ callId }) => callId));
  const answers = events.flatMap((one) => (one.kind === 'answered' && !ended.has(one.answer.callId) ? [one.answer] : []));
  await onHappened(
    world.desk,
    { answers, reports: [...new Map(reports.map((one) => [one.callId, one])).values()] },
    { spool: 'sim', position: 1n },
  );
}

/** As every five seconds; now and then twice before the spool is read, so that a call is ended by what was last proven. */
async function lookAtEngine(world: World): Promise<void> {
  for (let looks = 1 + pick(world.random, 3); looks > 0; looks--) world.missing = await reconcileCalls(world.desk, world.missing);
}

/** Call control is killed and starts again; one that cannot take over what is booked dies and is started once more. */
async function restart(world: World): Promise<void> {
  world.chaos = () => undefined;
  world.desk = await newDesk(world);
  world.missing = new Set();
  await takeOverCalls(world.desk);
}

/** A top-up, or a refund of what is free, each booked twice with its key. */
async function moveMoney({ fixture, random, poorest }: World, { id }: FixtureAccount, key: string, cents: number): Promise<void> {
  if (cents > 0 && id === poorest) return;
  const { posted, held } = await fixture.balance(id);
  const wished = BigInt(cents) * 1_000_000n;
  const money = wished < 0n ? -(posted - held < -wished ? (posted - held < 0n ? 0n : posted - held) : -wished) : wished;
  if (money === 0n) return;
  for (let times = random() < 0.3 ? 2 : 1; times > 0; times--)
    await fixture.owner.query(
      `select ledger_post($1, $2, now(), 'sim', 'sim', array['bank', case payment_type when 'pre_paid' then 'prepaid' else 'receivable' end],
                          array[0, id]::bigint[], array[$3::bigint, -$3::bigint])
         from account where id = $4`,
      [money > 0n ? 'top_up' : 'refund', key, money, id],
    );
}

/** The phones fall silent: everything that the engine wrote is taken, the rest is found by reconciling, and nothing changes any more. */
async function settleDown(world: World): Promise<readonly string[]> {
  passTime(world, 20_000);
  if ([...world.calls.values()].some(isUp)) return ['a call never ends'];
  while (world.spool.length > 0) await deliver(world);
  world.now = instant(world.now + 60_000);
  for (let look = 0; look < 3; look++) await lookAtEngine(world);
  const faults = [...(await faultsOf(world)), ...(await finalFaults(world))];
  const { fixture } = world;
  const before = await snapshot(fixture);
  for (const one of [...world.taken].sort(() => world.random() - 0.5)) await hand(world, [one]);
  const known = await fixture.owner.query<{ call_id: string }>('select call_id from cdr');
  for (const { call_id } of known.rows) await onAuthorize(world.desk, world.calls.get(call_id)?.request ?? never(call_id));
  const after = await snapshot(fixture);
  return before === after ? faults : [...faults, `replaying everything changed ${before} to ${after}`];
}

function never(callId: string): never {
  throw new Error(`nobody asked for ${callId}`);
}

/** FNV-1a. */
function hash(text: string, salt: number): number {
  let mixed = (2_166_136_261 ^ salt) >>> 0;
  for (let index = 0; index < text.length; index++) mixed = Math.imul(mixed ^ text.charCodeAt(index), 16_777_619) >>> 0;
  return mixed;
}
