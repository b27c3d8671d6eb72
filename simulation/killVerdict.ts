import type { SeenCall } from './sippTraffic.ts';

/** What `kill -9` was given to. `all` = PostgreSQL, Asterisk, call control and panel at the same moment. */
export const victims = ['calls', 'postgres', 'asterisk', 'all', 'panel'] as const;
export type Victim = (typeof victims)[number];

/** One kill. Milliseconds since 1970. */
export type Kill = {
  readonly victim: Victim;
  readonly at: number;
  /** When everything that was killed was ready again. */
  readonly readyAt: number;
  /** When the first new paid call was answered; for the panel, when it was ready to answer. */
  readonly worksAt: number;
};

/** What the books say of one call. One cent is one second (the rate of this experiment). */
export type BookedCall = {
  readonly number: string;
  readonly accountId: string;
  readonly outcome: string;
  readonly isEstimated: boolean;
  /** Price with its correction, in cents. */
  readonly cents: number;
};

export type Observed = {
  readonly phones: readonly SeenCall[];
  readonly carrier: readonly SeenCall[];
  readonly booked: readonly BookedCall[];
  readonly kills: readonly Kill[];
};

export type Verdict = {
  readonly faults: readonly string[];
  readonly answered: number;
  /** Calls that Asterisk's death cut, and by how many seconds at most they were charged too little. */
  readonly interrupted: number;
  readonly shortestBySeconds: number;
};

/** Phone and Asterisk see the same moment through a socket. Seconds; what a busy machine adds is in what both phones saw (talkOf). */
const lessWithinSeconds = 0.9;
/** The carrier's view begins with the ringing, so it is long enough already. Seconds. */
const moreWithinSeconds = 0.5;
/** quality.md b: when Asterisk died. Seconds. */
const proofWithinSeconds = 15;
/** What happened so shortly before Asterisk's death may not have reached its spool: 300 on a calm machine. Milliseconds. */
const unwrittenMilliseconds = 1500;

/** quality.md b: every answered call has exactly one right charge, no other call has any. Pure. */
export function judge(observed: Observed): Verdict {
  const deaths = observed.kills.filter(({ victim }) => victim === 'asterisk' || victim === 'all').map(({ at }) => at);
  const carrier = new Map(observed.carrier.map((one) => [one.dialled, one]));
  const booked = Map.groupBy(observed.booked, ({ number }) => number);
  const faults: string[] = [];
  let interrupted = 0;
  let shortestBySeconds = 0;
  for (const phone of observed.phones) {
    const number = toNumber(phone.dialled);
    const records = booked.get(number) ?? [];
    booked.delete(number);
    const talks = talksOf(phone, carrier.get(number), deaths);
    // Which death it was may be open: the books must fit one of them.
    const talk = talks.find((one) => faultsOf(phone, one, records).length === 0) ?? talks[0];
    if (talk?.isCut) interrupted += 1;
    if (talk?.isCut && records[0] && phone.answeredAt !== undefined)
      shortestBySeconds = Math.max(shortestBySeconds, talk.seconds - records[0].cents);
    faults.push(...faultsOf(phone, talk, records).map((fault) => `${number}: ${fault}`));
  }
  for (const number of booked.keys()) faults.push(`${number}: booked, but nobody dialled it`);
  return { faults, answered: observed.phones.filter(isAnswered).length, interrupted, shortestBySeconds };
}

/** Seconds: as the carrier heard it, and the bounds that hold however late each side's SIPp writes something down. */
type Talk = { readonly seconds: number; readonly least: number; readonly most: number; readonly isCut: boolean };

/**
 * How long the carrier heard the call: to its end, or to the death of Asterisk that cut it. Asterisk's own length of it lies
 * between what the phone had of it (from the answer that reached it to the end that it sent) and what the carrier had
 * (from the call that reached it).
 */
function talksOf(phone: SeenCall, call: SeenCall | undefined, deaths: readonly number[]): readonly Talk[] {
  const { answeredAt, endedAt = Number.POSITIVE_INFINITY } = call ?? {};
  if (call === undefined || answeredAt === undefined) return [];
  // An answer that seems to come after a death may only have been noted late; not one whose end the carrier heard.
  const before = deaths.findLast((at) => at >= answeredAt - unwrittenMilliseconds && at < answeredAt);
  const after = deaths.find((at) => at >= answeredAt && at <= endedAt + unwrittenMilliseconds);
  const possible = [after, endedAt === Number.POSITIVE_INFINITY ? before : undefined].filter((at) => at !== undefined);
  return (possible.length === 0 ? [undefined] : possible).map((death) =>
    talkUntil(phone, { ...call, answeredAt, endedAt }, death),
  );
}

function talkUntil(
  phone: SeenCall,
  { startedAt, answeredAt, endedAt }: SeenCall & { readonly answeredAt: number; readonly endedAt: number },
  death: number | undefined,
): Talk {
  const until = Math.min(endedAt, death ?? Number.POSITIVE_INFINITY);
  const seconds = Math.max(0, until - answeredAt) / 1000;
  const atPhone = ((phone.endedAt ?? until) - (phone.answeredAt ?? answeredAt)) / 1000;
  const isCut = death !== undefined;
  return { seconds, least: isCut ? seconds : Math.min(seconds, atPhone), most: Math.max(0, until - startedAt) / 1000, isCut };
}

function faultsOf(phone: SeenCall, talk: Talk | undefined, records: readonly BookedCall[]): readonly string[] {
  if (records.length > 1) return [`${records.length} records`];
  const [record] = records;
  const cents = record?.cents ?? 0;
  const most = (talk?.most ?? 0) + moreWithinSeconds;
  if (!isAnswered(phone)) {
    if (talk === undefined) return cents === 0 && record?.outcome !== 'answered' ? [] : [`never answered, charged ${cents} s`];
    return Math.floor(cents) <= Math.ceil(most) ? [] : [`answered on one side for ${talk.seconds} s, charged ${cents} s`];
  }
  if (!talk) return ['the phone heard an answer that the carrier did not give'];
  if (talk.isCut && talk.seconds * 1000 < unwrittenMilliseconds) return cents <= Math.ceil(most) ? [] : [`charged ${cents} s`];
  if (record?.outcome !== 'answered') return [`answered for ${talk.seconds} s, booked as ${record?.outcome ?? 'nothing'}`];
  const least = talk.least - (talk.isCut ? proofWithinSeconds : lessWithinSeconds);
  if (cents < least || cents > Math.ceil(most))
    return [`talked ${talk.seconds} s${talk.isCut ? ', cut' : ''}; charged ${cents} s`];
  return [];
}

const isAnswered = ({ answeredAt }: SeenCall): boolean => answeredAt !== undefined;

/** 0299000001, as this country dials → 61299000001, as carriers and books have it. */
export const toNumber = (dialled: string): string => dialled.replace(/^0/, '61');

/** Emergency calls that did not connect though Asterisk was up. Pure. */
export function judgeEmergency(calls: readonly SeenCall[], kills: readonly Kill[]): readonly string[] {
  const away = kills.filter(({ victim }) => victim === 'asterisk' || victim === 'all');
  return calls
    .filter(({ answeredAt, startedAt, status }) => {
      // A call that was being set up when Asterisk died had not all its time; one that was refused by then is no better for it.
      const setUp = status === undefined ? emergencyWithinMilliseconds : 1000;
      const wasAway = away.some(({ at, readyAt }) => startedAt > at - setUp && startedAt < readyAt + 500);
      return !wasAway && (answeredAt === undefined || answeredAt - startedAt > emergencyWithinMilliseconds);
    })
    .map(({ startedAt, answeredAt, status }) => {
      const how = answeredAt === undefined ? `ended with ${status ?? 'no answer'}` : `took ${answeredAt - startedAt} ms`;
      const before = kills.findLast(({ at }) => at <= startedAt);
      return `an emergency call ${how}, ${before ? `${startedAt - before.at} ms after the death of ${before.victim}` : 'before any kill'}`;
    });
}

/** An answer within 2 seconds in every case (quality.md c), the ringing, and what a busy machine adds: ten times as long. Milliseconds. */
const emergencyWithinMilliseconds = 20_000;
