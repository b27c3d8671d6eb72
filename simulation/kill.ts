import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as money from '../src/http/contract/money.ts';
import type { Customer } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { bookedCalls, type KillStage, moneyFaultsOf, untilAllSettled } from './killStage.ts';
import { judge, judgeEmergency, type Kill, type Verdict, type Victim, victims } from './killVerdict.ts';
import { pick, seededRandom } from './random.ts';
import { type PlannedCall, type SippStream, startCallers } from './sippTraffic.ts';

/**
 * Experiment b of quality.md: calls of random length run all the time, while PostgreSQL, Asterisk, call control, the panel and
 * all of them at once are killed with `kill -9`. Afterwards the books are compared with what SIPp saw.
 */
export type KillOptions = {
  readonly seed: number;
  /** How often each victim dies. */
  readonly rounds: number;
  readonly callsPerSecond: number;
};
export type KillOutcome = Verdict & {
  readonly kills: readonly Kill[];
  readonly calls: number;
  readonly emergencyCalls: number;
  readonly topUps: number;
  readonly settledAfterMilliseconds: number;
};

export async function killEverything(stage: KillStage, options: KillOptions): Promise<KillOutcome> {
  const random = seededRandom(options.seed);
  const customers = await Promise.all(Array.from({ length: 6 }, (_, index) => stage.addCustomer(`Payer ${index}`)));
  const helpless = await stage.addCustomer('Emergency');
  const callers = await startCallers({
    calls: plan(random, customers, options),
    callsPerSecond: options.callsPerSecond,
    server: stage.instance.sipPort,
  });
  const emergency = await startCallers({
    calls: Array.from({ length: 100_000 }, () => ({ phone: helpless, dialled: '000', talkMilliseconds: 300 })),
    callsPerSecond: 1,
    server: stage.instance.sipPort,
  });
  try {
    await eventually(() => emergency.calls().some(({ endedAt }) => endedAt !== undefined), 'an emergency call');
    const till = openTill(stage, customers);
    const kills = await killInTurn(stage, random, options.rounds);
    await till.close();
    await Promise.all([callers.finish(60_000), emergency.finish(60_000)]);
    return await compare(stage, customers, { callers, emergency, kills, toppedUp: till.cents });
  } finally {
    await Promise.all([callers.stop(), emergency.stop()]);
  }
}

/** 2–8 s, one in ten 16–20 s; each call has a number of its own, by which both sides and the books are put together. */
function plan(random: () => number, customers: readonly Customer[], options: KillOptions): readonly PlannedCall[] {
  const count = Math.ceil(options.rounds * victims.length * 60 * options.callsPerSecond);
  return Array.from({ length: count }, (_, index) => ({
    phone: customers[index % customers.length]!,
    dialled: `02${99_000_000 + index}`,
    talkMilliseconds: random() < 0.1 ? 16_000 + pick(random, 4000) : 2000 + pick(random, 6000),
  }));
}

/** A part that dies again before it has lived three seconds is started later and later (keepRunning.ts): not what is tried here. */
const calmMilliseconds = 3200;

/** The panel dies beside the others; when all die at once, nobody else is killed. */
async function killInTurn(stage: KillStage, random: () => number, rounds: number): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  const inTurn = async (victim: Victim): Promise<void> => {
    for (let round = 0; round < rounds; round++) {
      await wait(calmMilliseconds + pick(random, 1000));
      kills.push(await killOne(stage, victim, round));
    }
  };
  const others = async () => {
    for (const victim of ['asterisk', 'calls', 'postgres'] as const) await inTurn(victim);
  };
  await Promise.all([inTurn('panel'), others()]);
  await inTurn('all');
  return kills.sort((a, b) => a.at - b.at);
}

async function killOne(stage: KillStage, victim: Victim, round: number): Promise<Kill> {
  const at = Date.now();
  const names = victim === 'all' ? (['postgres', 'asterisk', 'calls', 'office', 'panel'] as const) : [victim];
  const restarted = Promise.all(names.map((name) => stage.instance.kill(name)));
  // A call control that comes back and finds no spool position reads every call again: still one charge each.
  if (victim === 'calls' && round % 2 === 1) await stage.books.query('delete from spool_offset');
  await restarted;
  const readyAt = Date.now();
  await eventually(() => isReady(stage), `the panel is ready after the death of ${victim}`);
  if (victim === 'panel') return { victim, at, readyAt, worksAt: Date.now() };
  await eventually(() => hasNewCall(stage, at), `a paid call is answered after the death of ${victim}`);
  return { victim, at, readyAt, worksAt: Date.now() };
}

const isReady = (stage: KillStage): Promise<boolean> =>
  fetch(`${stage.instance.panelUrl}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Was a paid call authorised after this instant, and answered? Nobody answers while PostgreSQL is away. */
async function hasNewCall({ books }: KillStage, after: number): Promise<boolean> {
  const query = `select from call where authorized_at > $1 and answered_at is not null and destination_kind = 'outside'
                 union all
                 select from cdr where started_at > $1 and answered_at is not null and destination_kind = 'outside' limit 1`;
  return books.query(query, [new Date(after)]).then(
    ({ rowCount }) => rowCount === 1,
    () => false,
  );
}

/** Tops up all the time; a top-up that got no answer is sent again with its key, until it is acknowledged. */
function openTill(stage: KillStage, customers: readonly Customer[]) {
  const cents = new Map<string, number>();
  let isOpen = true;
  const work = async (): Promise<void> => {
    for (let turn = 0; isOpen; turn++) {
      const { id } = customers[turn % customers.length]!;
      const body = { amount: '0.07', reason: 'Till', key: randomUUID() };
      const send = () =>
        stage.operator.api.call(money.topUp, { params: { id }, body }).then(
          () => true,
          () => false,
        );
      await eventually(send, 'a top-up is acknowledged');
      cents.set(id, (cents.get(id) ?? 0) + 7);
      await wait(200);
    }
  };
  const done = work();
  done.catch(() => undefined);
  return {
    cents: cents as ReadonlyMap<string, number>,
    close: async () => {
      isOpen = false;
      await done;
    },
  };
}

type Traffic = {
  readonly callers: SippStream;
  readonly emergency: SippStream;
  readonly kills: readonly Kill[];
  readonly toppedUp: ReadonlyMap<string, number>;
};

async function compare(stage: KillStage, customers: readonly Customer[], traffic: Traffic): Promise<KillOutcome> {
  const settledAfterMilliseconds = await untilAllSettled(stage, 120_000);
  const [phones, emergencyCalls] = [traffic.callers.calls(), traffic.emergency.calls()];
  const booked = await bookedCalls(stage.books, customers);
  const verdict = judge({ phones, carrier: stage.carrier.calls(), booked, kills: traffic.kills });
  const faults = [
    ...verdict.faults,
    ...judgeEmergency(emergencyCalls, traffic.kills),
    ...(await moneyFaultsOf(stage, customers, booked, traffic.toppedUp)),
  ];
  const topUps = [...traffic.toppedUp.values()].reduce((sum, cents) => sum + cents / 7, 0);
  return {
    ...verdict,
    ...{ faults, kills: traffic.kills, topUps, settledAfterMilliseconds },
    calls: phones.length,
    emergencyCalls: emergencyCalls.length,
  };
}

/** The figures of a run, one line each. */
export function tell(outcome: KillOutcome): string {
  const recoveries = victims.map((victim) => {
    const times = outcome.kills.filter((kill) => kill.victim === victim).map(({ at, worksAt }) => worksAt - at);
    const seconds = times.sort((a, b) => a - b).map((one) => (one / 1000).toFixed(1));
    return `  ${victim.padEnd(9)} killed ${times.length} times, works again after ${seconds.join(', ')} s`;
  });
  return [
    `${outcome.calls} calls, ${outcome.answered} answered, ${outcome.interrupted} cut by the death of Asterisk (charged at most ${outcome.shortestBySeconds.toFixed(1)} s too little)`,
    `${outcome.emergencyCalls} emergency calls, ${outcome.topUps} top-ups; all calls settled ${(outcome.settledAfterMilliseconds / 1000).toFixed(1)} s after the last one`,
    ...recoveries,
    ...outcome.faults.map((fault) => `  FAULT ${fault}`),
  ].join('\n');
}
