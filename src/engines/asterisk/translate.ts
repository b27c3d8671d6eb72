import { type Instant, instant } from '../../core/base/time.ts';
import type { Attempt, CallDecision, CallReport, CallRequest } from '../../core/calls/call.ts';
import { announcements } from './announcements.ts';
import { type CelEvent, microseconds } from './celLine.ts';

/** FastAGI's environment (`agi_*` lines) → the request; undefined when something is missing or not as the dialplan writes it. */
export function toCallRequest(environment: ReadonlyMap<string, string>, at: Instant): CallRequest | undefined {
  const callId = environment.get('agi_uniqueid') ?? '';
  const callerNumber = environment.get('agi_arg_1') ?? '';
  const protocol = environment.get('agi_arg_2');
  const dialled = environment.get('agi_arg_3') ?? '';
  if (!isCallId(callId) || !/^\d{4,15}$/.test(callerNumber) || !/^[0-9+*#]{1,32}$/.test(dialled)) return undefined;
  if (protocol !== 'sip' && protocol !== 'iax') return undefined;
  return { callId, callerNumber, protocol, dialled, at };
}

/** At most this many attempts fit into one answer; no route has more that are worth ringing. */
const attemptsMax = 12;

/** The decision as the one value that the dialplan reads (dialplan.conf, PLAN). Empty = call control cannot say: the dialplan then knows emergency numbers only. */
export function toPlan(decision: CallDecision): string {
  if (!decision.ok) {
    if (decision.refusal === 'not_ready') return '';
    const { prompt, cause } = announcements[decision.refusal] ?? announcements.not_ready;
    return `no^${prompt}^${cause}`;
  }
  const steps = decision.attempts.slice(0, attemptsMax).map(toStep);
  return ['ok', wholeSeconds(decision.ringSeconds), wholeSeconds(decision.grantedSeconds), ...steps].join('^');
}

function toStep(attempt: Attempt): string {
  const callerId = plain(attempt.callerId);
  if (attempt.kind === 'provider') return `p~${attempt.providerId}~${plain(attempt.number)}~${callerId}`;
  const protocols = `${attempt.protocols.includes('sip') ? 's' : ''}${attempt.protocols.includes('iax') ? 'i' : ''}`;
  return `n~${plain(attempt.networkNumber)}~${protocols}~${callerId}`;
}

/** What a line of the spool means for call control. */
export type SpoolNews =
  | {
      readonly kind: 'answered';
      readonly callId: string;
      readonly answeredAt: Instant;
      readonly attempt: number;
      readonly channelId: string;
    }
  | { readonly kind: 'ended'; readonly report: CallReport };

/**
 * One line, one meaning, no memory: the line of the answering side's end holds when it was answered, and the caller's line
 * speaks only for calls that nobody answered. So the spool can be read from any line on.
 *
 *   caller's userfield   <callId>             until it ends, then <callId>^<DIALSTATUS>
 *   callee's userfield   <callId>^<attempt>   once answered  <callId>^<attempt>^<epoch.micros of the answer>
 */
export function toNews(event: CelEvent): SpoolNews | undefined {
  const [callId = '', second = '', third = ''] = event.userField.split('^');
  if (!isCallId(callId)) return undefined;
  const isCaller = event.channelId === callId;
  if (!isCaller && event.isInnerHalf) return undefined;
  if (event.kind === 'ANSWER') {
    if (isCaller || !/^\d{1,3}$/.test(second)) return undefined;
    return { kind: 'answered', callId, answeredAt: toInstant(event.at), attempt: Number(second), channelId: event.channelId };
  }
  if (isCaller) return second === 'ANSWER' ? undefined : { kind: 'ended', report: unanswered(callId, second, event) };
  const answeredMicroseconds = microseconds(third);
  if (answeredMicroseconds === undefined || !/^\d{1,3}$/.test(second)) return undefined;
  const lasted = event.at > answeredMicroseconds ? event.at - answeredMicroseconds : 0n;
  return {
    kind: 'ended',
    report: {
      callId,
      answeredAt: toInstant(answeredMicroseconds),
      endedAt: toInstant(event.at),
      durationMilliseconds: Number((lasted + 999n) / 1000n),
      attempt: Number(second),
      hangupCause: event.hangupCause === 0 ? 16 : event.hangupCause,
    },
  };
}

/** ITU-T Q.850 for Dial's words; the channel's own cause where it says more. */
const causeOfDialStatus: Readonly<Record<string, number>> = { BUSY: 17, NOANSWER: 19, CANCEL: 16, CONGESTION: 34, ABSENT: 20 };

function unanswered(callId: string, dialStatus: string, event: CelEvent): CallReport {
  const known = causeOfDialStatus[dialStatus];
  const cause = known ?? (event.hangupCause === 0 || event.hangupCause === 16 ? 31 : event.hangupCause);
  return { callId, endedAt: toInstant(event.at), durationMilliseconds: 0, hangupCause: cause };
}

export const toInstant = (atMicroseconds: bigint): Instant => instant(Number(atMicroseconds / 1000n));

/** Asterisk's Uniqueid with a system name: `vsp0a1b2c3d4e-1700000000.12`. */
export const isCallId = (text: string): boolean => /^[\w-]{1,40}-\d{1,12}\.\d{1,12}$/.test(text);

/** Numbers only: whatever else stands there cannot reach a dial string. */
const plain = (text: string): string => text.replace(/[^0-9+*#]/g, '');

/** Throws on what is no time to talk: a call without an answer is refused, a call without a limit would be free. */
function wholeSeconds(seconds: number): number {
  if (!(seconds >= 1)) throw new RangeError(`${seconds} s is no grant`);
  return Math.min(Math.floor(seconds), 86_400);
}
