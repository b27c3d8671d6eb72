import type { CallContext } from '../src/actions/calls/callContext.ts';
import type { Id } from '../src/core/base/id.ts';
import { addSeconds, type Instant, instant, type Seconds } from '../src/core/base/time.ts';
import type { CallAnswer, CallReport, CallRequest } from '../src/core/calls/call.ts';
import type { Tx } from '../src/db/sql.ts';
import type { CallEngine } from '../src/engines/engine.ts';
import type { ChangeDesk } from '../src/jobs/callChanges.ts';
import type { Missing } from '../src/jobs/reconcileCalls.ts';
import { openCallMemory } from '../src/memory/callMemory.ts';
import type { CallFixture, FixtureAccount } from '../src/testing/callFixture.ts';
import { fakeEngine } from '../src/testing/fakeEngine.ts';

/** A call as it truly is, whatever anybody was told of it. */
export type TrueCall = {
  readonly request: CallRequest;
  readonly account: FixtureAccount;
  /** Undefined: the caller heard a refusal, or nothing. */
  readonly rings?: { readonly until: Instant; readonly willAnswer: boolean; readonly talk: Seconds; readonly overrun: Seconds };
  readonly limit: Seconds;
  readonly answeredAt?: Instant;
  readonly endedAt?: Instant;
};

export type SpoolEvent =
  | { readonly kind: 'answered'; readonly answer: CallAnswer }
  | { readonly kind: 'ended'; readonly report: CallReport };

/** What may happen to a question to the database: it never arrives, its answer is lost, it arrives twice. */
export type Chaos = 'lost' | 'reply lost' | 'twice' | undefined;

export type World = {
  readonly fixture: CallFixture;
  readonly calls: Map<string, TrueCall>;
  /** What the engine wrote down and nobody has taken yet. */
  spool: SpoolEvent[];
  /** What was taken: it may come again. */
  readonly taken: SpoolEvent[];
  /** Ends that the engine never wrote down. */
  readonly lostEnds: Set<string>;
  readonly random: () => number;
  /** The account with a daily limit, and the one whose money ends because nobody tops it up. */
  readonly capped: Id | undefined;
  readonly poorest: Id | undefined;
  now: Instant;
  /** Decided by what is asked, not by when: questions that run side by side meet the same fate in every run of a seed. */
  chaos: (question: string) => Chaos;
  desk: ChangeDesk;
  missing: Missing;
  /** Calls whose first block was not covered at the price of their answer: they talked until that was known. */
  readonly hungUp: Set<string>;
  /** Grants that shrank though nobody may take back what was granted. */
  readonly shrunk: string[];
};

/** A world with an engine that enforces grants, and a call control that asks the database through chaos. */
export async function openWorld(
  fixture: CallFixture,
  random: () => number,
  special: Pick<World, 'capped' | 'poorest'>,
): Promise<World> {
  const world = {
    ...special,
    ...{ fixture, random, calls: new Map<string, TrueCall>(), spool: [], taken: [], lostEnds: new Set<string>() },
    ...{ now: tomorrow(), chaos: () => undefined, missing: new Set<string>(), hungUp: new Set<string>(), shrunk: [] },
    desk: undefined as unknown as ChangeDesk,
  } satisfies World as World;
  world.desk = await newDesk(world);
  return world;
}

/** A fixed hour of the day, so that a seed always meets the same prices; ahead of the database's clock, so that no call is too young to be missed. */
const tomorrow = (): Instant => instant((Math.floor(Date.now() / 86_400_000) + 1) * 86_400_000 + 3_600_000);

/** Call control as it is after a start: it knows what the database knows. */
export async function newDesk(world: World): Promise<ChangeDesk> {
  const context: CallContext = { tx: chaotic(world), now: () => world.now, report: () => undefined };
  const copies = await openCallMemory(world.fixture.app);
  return { context, copies, open: new Map(), engine: engineOf(world), applyTrunks: async () => undefined };
}

function chaotic(world: World): Tx {
  const { app } = world.fixture;
  const query = async (...given: unknown[]): Promise<unknown> => {
    const send = () => (app.query as (...all: unknown[]) => Promise<unknown>).apply(app, given);
    const chaos = world.chaos(questionText(given));
    if (chaos === 'lost') throw new Error('chaos: never arrived');
    const answer = await send();
    if (chaos === 'reply lost') throw new Error('chaos: the answer was lost');
    return chaos === 'twice' ? send() : answer;
  };
  return { query: query as Tx['query'] };
}

const questionText = (given: readonly unknown[]): string =>
  JSON.stringify(given, (_, value) => (typeof value === 'bigint' ? String(value) : value));

/** Enforces what it is told, as Asterisk does. */
function engineOf(world: World): CallEngine {
  return {
    ...fakeEngine(),
    grant: async (callId, answeredAt, limit) => {
      const call = world.calls.get(callId);
      if (!call || call.endedAt !== undefined || call.answeredAt !== answeredAt) return;
      if (limit < call.limit && call.limit !== grantAtRequest(world, callId)) world.shrunk.push(callId);
      world.calls.set(callId, { ...call, limit });
    },
    hangUp: async (callId) => {
      world.hungUp.add(callId);
      endCall(world, callId, world.now);
    },
    liveCalls: async () => [...world.calls].filter(([, call]) => isUp(call)).map(([callId]) => ({ callId })),
    status: () => ({ isConnected: true, liveCalls: 0 }),
  };
}

const firstGrants = new WeakMap<World, Map<string, Seconds>>();

/** A grant may shrink at the answer, and only there: then it still is the one of the request. */
export function grantAtRequest(world: World, callId: string, granted?: Seconds): Seconds | undefined {
  const known = firstGrants.get(world) ?? new Map<string, Seconds>();
  firstGrants.set(world, known);
  if (granted !== undefined) known.set(callId, granted);
  return known.get(callId);
}

/** Talked longer than its grant: by its own will, or because a grant that shrank at the answer was told too late. */
export const isOverrun = (world: World, callId: string, { rings, limit, answeredAt, endedAt }: TrueCall): boolean =>
  (rings?.overrun ?? 0) > 0 ||
  world.hungUp.has(callId) ||
  (answeredAt !== undefined && (endedAt ?? world.now) > addSeconds(answeredAt, limit));

export const isUp = (call: TrueCall): boolean => call.rings !== undefined && call.endedAt === undefined;

/** Lets time pass for the calls: they are answered, they end by themselves or where their grant does. */
export function passTime(world: World, seconds: Seconds): void {
  world.now = addSeconds(world.now, seconds);
  for (const [callId, call] of world.calls) {
    if (!isUp(call) || !call.rings) continue;
    const { until, willAnswer, talk, overrun } = call.rings;
    if (call.answeredAt === undefined) {
      if (world.now < until) continue;
      if (!willAnswer) {
        endCall(world, callId, until);
        continue;
      }
      world.calls.set(callId, { ...call, answeredAt: until });
      world.spool.push({ kind: 'answered', answer: { callId, answeredAt: until, attempt: 1 } });
    }
    const answered = world.calls.get(callId) ?? call;
    const end = addSeconds(until, Math.min(talk, answered.limit + overrun));
    if (world.now >= end) endCall(world, callId, end);
  }
}

function endCall(world: World, callId: string, at: Instant): void {
  const call = world.calls.get(callId);
  if (!call || !isUp(call)) return;
  const { answeredAt } = call;
  const endedAt = answeredAt !== undefined && at < answeredAt ? answeredAt : at;
  world.calls.set(callId, { ...call, endedAt });
  const report: CallReport = {
    ...{ callId, endedAt, durationMilliseconds: answeredAt === undefined ? 0 : endedAt - answeredAt, hangupCause: 16 },
    ...(answeredAt !== undefined && { answeredAt, attempt: 1 }),
  };
  if (world.lostEnds.has(callId)) return;
  world.spool.push({ kind: 'ended', report });
}
