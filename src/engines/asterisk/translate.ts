import type { Id } from '../../core/base/id.ts';
import { type Instant, instant, type Seconds } from '../../core/base/time.ts';
import {
  type Attempt,
  attemptsMax,
  type CallAnswer,
  type CallDecision,
  type CallReport,
  type CallRequest,
  type Otherwise,
  type ProviderAttempt,
  type TriedHost,
  type Trunk,
} from '../../core/calls/call.ts';
import type { Forwarded } from '../../core/calls/forwarding.ts';
import type { MediaStats } from '../../core/calls/quality.ts';
import type { AttemptRecording } from '../../core/routing/recordingWish.ts';
import { announcements } from './announcements.ts';
import { type Browsers, browserSide } from './browsers.ts';
import { isCallId } from './callId.ts';
import { type CelEvent, microseconds } from './celLine.ts';
import { fitPlan } from './fitPlan.ts';
import { toIncomingRequest, toName } from './incoming.ts';
import { readCounts, readHeard } from './sound.ts';
import { dialled, dialString } from './trunks.ts';

/** FastAGI's environment (`agi_*` lines) → the request; undefined when something is missing or not as the dialplan writes it. */
export function toCallRequest(environment: ReadonlyMap<string, string>, at: Instant): CallRequest | undefined {
  if (environment.get('agi_arg_1') === 'incoming') return toIncomingRequest(environment, at);
  const callId = environment.get('agi_uniqueid') ?? '';
  const forwarded = toForwarded(environment.get('agi_arg_4') ?? '', environment.get('agi_arg_5') ?? '');
  // Whoever passes a call on is its caller.
  const callerNumber = forwarded?.by.at(-1) ?? environment.get('agi_arg_1') ?? '';
  const protocol = environment.get('agi_arg_2');
  const dialled = environment.get('agi_arg_3') ?? '';
  if (!isCallId(callId) || !/^\d{4,15}$/.test(callerNumber) || !/^[0-9+*#]{1,32}$/.test(dialled)) return undefined;
  if (protocol !== 'sip' && protocol !== 'iax') return undefined;
  return { callId, callerNumber, protocol, dialled, at, ...(forwarded && { forwarded }) };
}

/** `from` begins with `+` when the call came from outside; nothing follows when that caller is unknown. */
function toForwarded(chain: string, from: string): Forwarded | undefined {
  return /^\d{4,15}(-\d{4,15})*$/.test(chain) && /^(\d{4,15}|\+\d{0,15})$/.test(from)
    ? { by: chain.split('-'), from }
    : undefined;
}

/** How a provider is reached; it may have been removed a moment ago. */
export type ProtocolOf = (providerId: Id) => Trunk['protocol'] | undefined;

/**
 * The decision as the one value that the dialplan reads (dialplan.conf, PLAN). Empty = call control cannot say: the dialplan
 * then knows emergency numbers only.
 */
export function toPlan(decision: CallDecision, protocolOf: ProtocolOf, browsers: Browsers = new Map()): string {
  return fitPlan(decision, (fitting, hasBrowsers) => planText(fitting, protocolOf, hasBrowsers ? browsers : new Map()));
}

function planText(decision: CallDecision, protocolOf: ProtocolOf, browsers: Browsers): string {
  if (!decision.ok) {
    if (decision.said) return `no^${decision.said}^16`;
    if (decision.refusal === 'not_ready') return '';
    const { prompt, cause } = announcements[decision.refusal] ?? announcements.not_ready;
    return `no^${prompt}^${cause}`;
  }
  const isAnyHidden = decision.attempts.some((one) => one.kind === 'provider' && one.isCallerHidden === true);
  const targets = decision.attempts
    .slice(0, attemptsMax)
    .map((attempt) => withBrowsers(attempt, decision.ringSeconds, browsers))
    .map((attempt) => `${toTarget(attempt, protocolOf, isAnyHidden, browsers)}^${dialled(attempt.callerId)}`);
  return [
    `ok${toName(decision.callerName)}`,
    wholeSeconds(decision.ringSeconds),
    wholeSeconds(decision.grantedSeconds),
    ...targets,
    ...stops(decision),
  ].join('^');
}

/** What ends the call instead of leading to the next provider, behind an empty target: Q.850 causes, and `ring` = rang in vain. */
function stops({ stopAt, isNoAnswerFollowed }: Extract<CallDecision, { ok: true }>): readonly string[] {
  if (stopAt === undefined) return [];
  const words = [...stopAt.map(wholeCause), ...(isNoAnswerFollowed ? [] : ['ring'])];
  return ['', `-${words.map((one) => `${one}-`).join('')}`];
}

const wholeCause = (cause: number): number => Math.trunc(cause) % 128;

function toTarget(attempt: Attempt, protocolOf: ProtocolOf, isAnyHidden: boolean, browsers: Browsers): string {
  const target = toSide(attempt, protocolOf, isAnyHidden, browsers);
  return 'recording' in attempt && attempt.recording ? `r~${toRecord(attempt.recording)}~${target}` : target;
}

const recordLetters = { caller: 'o', phone: 'p', incoming_number: 'n' } as const;
const announcementLetters = { none: 'x', beep: 'b', notice: 'n' } as const;

const toRecord = ({ owners, announcement }: AttemptRecording): string =>
  `${announcementLetters[announcement]}~${owners.map(({ kind, number }) => `${recordLetters[kind]}${dialled(number)}`).join('-')}`;

/** An unknown provider gives a target that fails at once, so that the attempts keep their numbers. */
function toSide(attempt: Attempt, protocolOf: ProtocolOf, isAnyHidden: boolean, browsers: Browsers): string {
  switch (attempt.kind) {
    case 'provider':
      return toProvider(attempt, protocolOf, isAnyHidden);
    case 'phone':
      return toPhone(attempt);
    case 'group':
      return toGroup(attempt, browsers);
    case 'forward': {
      const { by, from } = attempt.forwarded;
      return `f~${dialled(attempt.dialled)}~${by.map(dialled).join('-')}~${dialled(from)}`;
    }
    case 'voicemail':
      return `v~${dialled(attempt.networkNumber)}~${dialled(attempt.callerId)}`;
    case 'messages':
      return `m~${dialled(attempt.networkNumber)}`;
    default:
      return attempt satisfies never;
  }
}

/** The short form where nothing but the number is to be said: each priority of the dialplan costs. */
function toProvider(attempt: ProviderAttempt, protocolOf: ProtocolOf, isAnyHidden: boolean): string {
  const { providerId, number, host, ringSeconds, isCallerHidden } = attempt;
  const dial = dialString(protocolOf(providerId) ?? 'sip', providerId, dialled(number), host);
  // Once one attempt hides the caller, the others must say that they do not.
  if (ringSeconds === undefined && !isAnyHidden) return dial;
  return `p~${ringSeconds === undefined ? '' : wholeSeconds(ringSeconds)}~${isCallerHidden ? 'h' : ''}~${dial}`;
}

function toPhone({ networkNumber, protocols, ringSeconds, otherwise }: Extract<Attempt, { kind: 'phone' }>): string {
  const letters = `${protocols.includes('sip') ? 's' : ''}${protocols.includes('iax') ? 'i' : ''}`;
  const phone = `n~${dialled(networkNumber)}~${letters}`;
  if (ringSeconds === undefined) return phone;
  return `${phone}~${wholeSeconds(ringSeconds)}${otherwise ? `~${toFollowers(otherwise)}` : ''}`;
}

type GroupAttempt = Extract<Attempt, { kind: 'group' }>;

/** A phone whose number has browsers is a group of one: the dialplan knows one way to ring several sides at once. */
function withBrowsers(attempt: Attempt, callRingSeconds: Seconds, browsers: Browsers): Attempt {
  if (attempt.kind !== 'phone' || !browsers.has(attempt.networkNumber)) return attempt;
  const { networkNumber, protocols, callerId, ringSeconds = callRingSeconds, otherwise = {}, recording } = attempt;
  const members = [{ kind: 'phone', networkNumber, protocols }] as const;
  return {
    kind: 'group',
    members,
    ringSeconds,
    otherwise,
    callerId,
    forwarded: { by: [networkNumber], from: callerOf(callerId) },
    ...(recording && { recording }),
  };
}

/** Asked for only when a side passes the call on, which a phone by itself does not. */
const callerOf = (callerId: string): string => dialled(callerId);

function toGroup({ members, forwarded, ringSeconds, otherwise = {} }: GroupAttempt, browsers: Browsers): string {
  const sides = members.flatMap((one) =>
    one.kind === 'outside'
      ? [`f${dialled(one.dialled)}`]
      : [
          ...one.protocols.map((protocol) => `${protocol === 'sip' ? 's' : 'i'}${dialled(one.networkNumber)}`),
          ...(browsers.get(one.networkNumber) ?? []).map(browserSide),
        ],
  );
  const from = `${forwarded.by.map(dialled).join('-')}~${dialled(forwarded.from)}`;
  return `g~${sides.join('-')}~${wholeSeconds(ringSeconds)}~${toFollowers(otherwise)}~${from}`;
}

const toFollowers = ({ busy = 0, noAnswer = 0, unreachable = 0 }: Otherwise): string => [busy, noAnswer, unreachable].join('-');

/** What a line of the spool means for call control. */
export type SpoolNews =
  | ({ readonly kind: 'answered'; readonly channelId: string } & CallAnswer)
  /** `counts`: of the answering side. */
  | { readonly kind: 'ended'; readonly report: CallReport; readonly counts?: MediaStats };

/**
 * One line, one meaning, no memory: the line of the answering side's end holds when it was answered, and the caller's line
 * speaks only for calls that nobody answered. So the spool can be read from any line on.
 *
 *   caller's userfield   <callId>             until it ends, then <callId>^<DIALSTATUS>^^^<heard>
 *   callee's userfield   empty                once answered  <callId>^<attempt>^<epoch.micros of the answer>^<who dialled what>^<heard>
 *                                             once ended     ...^<what RTCP counted>
 *   heard                <codecs>^<asked at>^<dialled at>^<rang after ms>^<was heard after ms>  (sound.ts)
 */
export function toNews(event: CelEvent): SpoolNews | undefined {
  const [callId = '', second = '', third = '', fourth = '', ...further] = event.userField.split('^');
  if (!isCallId(callId)) return undefined;
  const isCaller = event.channelId === callId;
  if (!isCaller && event.isInnerHalf) return undefined;
  if (isCaller)
    return event.kind === 'HANGUP' && second !== 'ANSWER'
      ? { kind: 'ended', report: { ...unanswered(callId, second, event), ...readHeard(further) } }
      : undefined;
  const answered = microseconds(third);
  if (answered === undefined || !/^\d{1,3}$/.test(second)) return undefined;
  const [answeredAt, attempt] = [toInstant(answered), Number(second)];
  const heard = readHeard(further, third);
  if (event.kind === 'answered') {
    const answeredBy = /^(?:PJSIP|IAX2)\/(\d{4,15}|web-[0-9a-f]{24})-/.exec(event.channelName)?.[1];
    const { channelId } = event;
    return {
      kind: 'answered',
      callId,
      answeredAt,
      attempt,
      channelId,
      ...heard,
      ...(answeredBy !== undefined && { answeredBy }),
    };
  }
  const lasted = event.at > answered ? event.at - answered : 0n;
  const unbooked = emergencyCaller(fourth);
  const counts = readCounts(further[5] ?? '');
  return {
    kind: 'ended',
    ...(counts && { counts }),
    report: {
      callId,
      answeredAt,
      endedAt: toInstant(event.at),
      durationMilliseconds: Number((lasted + 999n) / 1000n),
      attempt,
      hangupCause: event.hangupCause === 0 ? 16 : event.hangupCause,
      ...heard,
      ...(unbooked && { unbooked }),
    },
  };
}

/**
 * Our side of an attempt at a provider has ended: whether that host took the call. A channel that the provider opened is named
 * alike, but it is a caller, and its userfield says so.
 */
export function toTried(event: CelEvent): TriedHost | undefined {
  if (event.kind !== 'HANGUP') return undefined;
  const [callId = '', , answered = ''] = event.userField.split('^');
  if (callId === event.channelId) return undefined;
  const found = /^PJSIP\/provider-(\d+)(?:-(\d+))?-[\da-f]{8}$|^IAX2\/provider-(\d+)(?:-(\d+))?-\d+$/.exec(event.channelName);
  if (!found) return undefined;
  const [, sip, sipHost, iax, iaxHost] = found;
  return {
    providerId: BigInt(sip ?? iax ?? '0'),
    host: Number(sipHost ?? iaxHost ?? 1),
    wasAnswered: microseconds(answered) !== undefined,
    hangupCause: event.hangupCause,
  };
}

/** `<network number>~<protocol>~<dialled>`; only calls of emergency numbers have it. */
function emergencyCaller(text: string): CallReport['unbooked'] {
  const found = /^(\d{4,15})~(sip|iax)~([0-9+*#]{1,32})$/.exec(text);
  if (!found) return undefined;
  const [, callerNumber = '', protocol, dialled = ''] = found;
  return { callerNumber, protocol: protocol === 'iax' ? 'iax' : 'sip', dialled };
}

/** ITU-T Q.850 for Dial's words; the channel's own cause where it says more. */
const causeOfDialStatus: Readonly<Record<string, number>> = { BUSY: 17, NOANSWER: 19, CANCEL: 16, CONGESTION: 34, ABSENT: 20 };

/** ITU-T Q.850 exchange routing error: the call came back to us, or to the provider. */
const circle = 25;

function unanswered(callId: string, dialStatus: string, event: CelEvent): CallReport {
  // A circle is said in the cause alone: Dial's word for it may be "no answer".
  const known = event.hangupCause === circle ? circle : causeOfDialStatus[dialStatus];
  const cause = known ?? (event.hangupCause === 0 || event.hangupCause === 16 ? 31 : event.hangupCause);
  return { callId, endedAt: toInstant(event.at), durationMilliseconds: 0, hangupCause: cause };
}

export const toInstant = (atMicroseconds: bigint): Instant => instant(Number(atMicroseconds / 1000n));

/** Throws on what is no time to talk: a call without an answer is refused, a call without a limit would be free. */
function wholeSeconds(seconds: number): number {
  if (!(seconds >= 1)) throw new RangeError(`${seconds} s is no grant`);
  return Math.min(Math.floor(seconds), 86_400);
}
