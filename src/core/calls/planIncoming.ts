import type { RefusalCode } from '../base/refusal.ts';
import type { Seconds } from '../base/time.ts';
import { grantLadder } from '../rating/grantLadder.ts';
import { isFree } from '../rating/rate.ts';
import type { Destination, IncomingNumber } from '../routing/incomingNumber.ts';
import type { RecordingAnnouncement } from '../routing/recordingWish.ts';
import type { RingGroup } from '../routing/ringGroup.ts';
import type { Attempt, CallRequest, GroupMember, Incoming } from './call.ts';
import type { Caller } from './caller.ts';
import { outsideCaller, shownCaller } from './callerIdentity.ts';
import type { Forwarded } from './forwarding.ts';
import {
  type CallsAt,
  forwardedRingSeconds,
  isFull,
  type OwnAttempts,
  phoneMember,
  reachNumber,
  ringAllThenFollow,
} from './ownAttempts.ts';
import { freeLadder, type MatchedRate, type Planned, sliceSeconds } from './planCall.ts';
import { recordAttempts } from './recording.ts';

/** What a call from a provider is decided on; copies, as for a call of a phone. */
export type IncomingWorld = {
  readonly number: IncomingNumber | undefined;
  /** Where the number sends calls at this moment. */
  readonly destination: Destination | undefined;
  /** The customer number of the account that has the number: it pays, and it passes calls on. */
  readonly owner: Caller | undefined;
  /** All phones of that account, the customer number among them. */
  readonly phones: readonly Caller[];
  readonly group: RingGroup | undefined;
  /** The price of the call; absent = free. */
  readonly matched: MatchedRate | undefined;
  /** As of `CallWorld`. */
  readonly recordingAnnouncement?: RecordingAnnouncement;
  readonly callsAt?: CallsAt | undefined;
};

/** How long phones ring for a caller outside when nothing follows. Seconds. */
const ringSeconds: Seconds = 60;

/**
 * Decides a call that a provider brings: unknown, unallocated and suspended are refused; the rest goes where the number says.
 * A destination that is no more (a phone or a group that was removed) rings all phones: a caller must not get lost through it.
 */
export function planIncoming(request: CallRequest & { readonly incoming: Incoming }, world: IncomingWorld): Planned {
  const { number, owner, destination } = world;
  const refuse = (refusal: RefusalCode): Planned => ({
    ok: false,
    refusal,
    number: number?.number ?? '',
    destination: 'Incoming',
  });
  if (!number?.accountId || !owner || !destination) return refuse('unallocated_number');
  if (!owner.isAccountActive) return refuse('account_suspended');
  const reached = reach(destination, world, owner, outsideCaller(request.incoming.callerNumber));
  if (!reached.ok) return refuse(reached.refusal);
  return {
    ok: true,
    plan: {
      destinationKind: 'internal',
      number: number.number,
      destination: 'Incoming',
      incomingNumberId: number.id,
      ...(world.matched && { matched: world.matched }),
      attempts: recorded(reached.attempts, number, world),
      ringSeconds: reached.ringSeconds,
      ladder: ladderOf(owner, world.matched, request),
    },
  };
}

function recorded(attempts: readonly Attempt[], { number, recording: wish }: IncomingNumber, world: IncomingWorld) {
  const { phones, recordingAnnouncement: usual = 'notice' } = world;
  return recordAttempts(attempts, { phones, ...(wish && { incoming: { number, wish } }), usual });
}

function ladderOf(owner: Caller, matched: MatchedRate | undefined, request: CallRequest) {
  const isSliced = owner.isMetered || owner.dailySpendLimit !== undefined;
  if (!matched || !isSliced || isFree(matched.rate)) return freeLadder;
  return grantLadder(matched.rate, matched.rounding, request.at, 0, sliceSeconds);
}

function reach(destination: Destination, world: IncomingWorld, owner: Caller, from: string): OwnAttempts {
  const everybody = () => ringAllThenFollow(owner, world.phones, { by: [], from }, ringSeconds, world.callsAt);
  const phoneOf = (number: string) => world.phones.find((one) => one.number === number && one.isNumberActive);
  switch (destination.kind) {
    case 'all_phones':
      return everybody();
    case 'phone': {
      const phone = phoneOf(destination.networkNumber);
      return phone ? reachNumber(phone, { by: [], from }, ringSeconds, world) : everybody();
    }
    case 'forward':
      return passOn(destination.dialled, { by: [owner.number], from });
    case 'ring_group':
      return world.group ? ringGroupAttempts(world.group, world.phones, owner, from, world.callsAt) : everybody();
    case 'voicemail': {
      const phone = phoneOf(destination.networkNumber);
      return phone?.hasVoicemail ? leaveMessage(phone.number, from) : everybody();
    }
    default:
      return destination satisfies never;
  }
}

function passOn(dialled: string, forwarded: Forwarded): OwnAttempts {
  const attempt: Attempt = { kind: 'forward', dialled, forwarded, callerId: shownCaller(forwarded.from) };
  return { ok: true, attempts: [attempt], ringSeconds: forwardedRingSeconds };
}

function leaveMessage(networkNumber: string, from: string): OwnAttempts {
  return { ok: true, attempts: [{ kind: 'voicemail', networkNumber, callerId: shownCaller(from) }], ringSeconds };
}

/** All members at once or one after the other, then what the group says; what a group cannot ring is left out. */
export function ringGroupAttempts(
  group: RingGroup,
  phones: readonly Caller[],
  owner: Caller,
  from: string,
  callsAt?: CallsAt,
): OwnAttempts {
  const isFree = (phone: Caller) => !isFull(phone, callsAt);
  const members = group.members.flatMap((one): readonly GroupMember[] => {
    const phone = phones.find(({ number }) => number === one);
    if (!phone) return [{ kind: 'outside', dialled: one }];
    return phone.isNumberActive && !phone.doNotDisturb && isFree(phone) ? [phoneMember(phone)] : [];
  });
  const forwarded = { by: [owner.number], from };
  const rounds = group.strategy === 'all' ? [members] : members.map((one) => [one]);
  const last = followOf(group, phones, forwarded);
  const ringing = rounds.filter((round) => round.length > 0);
  const count = ringing.length + (last ? 1 : 0);
  const attempts = ringing.map((round, index): Attempt => {
    const next = index + 2;
    const otherwise = next <= count ? { otherwise: { busy: next, noAnswer: next, unreachable: next } } : {};
    return {
      kind: 'group',
      members: round,
      forwarded,
      callerId: shownCaller(from),
      ringSeconds: group.ringSeconds,
      ...otherwise,
    };
  });
  const all = last ? [...attempts, last] : attempts;
  if (all.length === 0) return { ok: false, refusal: 'do_not_disturb' };
  return { ok: true, attempts: all, ringSeconds: Math.max(forwardedRingSeconds, group.ringSeconds * (rounds.length + 1)) };
}

function followOf({ follow }: RingGroup, phones: readonly Caller[], forwarded: Forwarded): Attempt | undefined {
  if (!follow) return undefined;
  const callerId = shownCaller(forwarded.from);
  if (follow.kind === 'forward') return { kind: 'forward', dialled: follow.dialled, forwarded, callerId };
  const phone = phones.find(({ number }) => number === follow.networkNumber);
  return phone?.hasVoicemail ? { kind: 'voicemail', networkNumber: phone.number, callerId } : undefined;
}
