import { allowsProtocol } from '../accounts/account.ts';
import type { RefusalCode } from '../base/refusal.ts';
import type { Seconds } from '../base/time.ts';
import type { Attempt, CallRequest, GroupMember, Otherwise, PhoneProtocol } from './call.ts';
import type { Caller } from './caller.ts';
import { shownCaller } from './callerIdentity.ts';
import { type Forwarded, type ForwardTarget, forwardHopsMax } from './forwarding.ts';

/** How a call reaches a number of ours, or why it does not. */
export type OwnAttempts =
  | { readonly ok: true; readonly attempts: readonly Attempt[]; readonly ringSeconds: Seconds }
  | { readonly ok: false; readonly refusal: RefusalCode };

/** How many calls a phone has or rings with right now. */
export type CallsAt = (networkNumber: string) => number;
/** What else is looked at: all phones of the called account, for a number that rings them all, and which calls they have. */
export type Around = { readonly phones?: readonly Caller[] | undefined; readonly callsAt?: CallsAt | undefined };

/** True when a phone has as many calls as it wants at once. */
export const isFull = ({ callWaitingLimit, number }: Caller, callsAt: CallsAt | undefined): boolean =>
  callWaitingLimit !== undefined && callsAt !== undefined && callsAt(number) >= callWaitingLimit;

/** How long a call that may be passed on rings in all. Each hop has its own limit; this one only ends what hangs. Seconds. */
export const forwardedRingSeconds: Seconds = 240;
/** Within so many seconds the phones of an account answer, when something follows and nobody said when. */
const patienceSeconds: Seconds = 60;

/**
 * The phone of a number of ours, and what its forwarding says for calls that the phone does not take. A call never comes to
 * a number twice, and never back to who called. `phones` = all of the called account, for a number that rings them all.
 */
export function ownAttempts(
  request: CallRequest,
  caller: Caller,
  callee: Caller,
  ringSeconds: Seconds,
  { phones = [], callsAt }: Around = {},
): OwnAttempts {
  const { by, from } = request.forwarded ?? { by: [], from: caller.number };
  if (!callee.isAccountActive || !callee.isNumberActive) return { ok: false, refusal: 'callee_unavailable' };
  if (request.forwarded && [from, ...by].includes(callee.number)) return { ok: false, refusal: 'forwarding_loop' };
  if (callee.networkNumberId === caller.networkNumberId) return { ok: false, refusal: 'callee_unavailable' };
  const others = phones.filter(({ number }) => number !== caller.number && ![from, ...by].includes(number));
  return reachNumber(callee, { by, from }, ringSeconds, { phones: others, callsAt });
}

/** As `ownAttempts`, for a call that may come: `by` and `from` say how it came. */
export function reachNumber(
  callee: Caller,
  { by, from }: Forwarded,
  ringSeconds: Seconds,
  { phones = [], callsAt }: Around = {},
): OwnAttempts {
  const follow = follower(callee, { by: [...by, callee.number], from });
  const { always } = callee.forwarding;
  if (always) {
    const attempt = follow(always);
    if (attempt) return { ok: true, attempts: [attempt], ringSeconds: forwardedRingSeconds };
    // An "always" that cannot be followed must not ring a phone whose owner does not want that.
    return { ok: false, refusal: always.kind === 'number' ? 'forwarding_loop' : 'callee_unavailable' };
  }
  if (callee.doesRingAll && phones.length > 1) return ringAllThenFollow(callee, phones, { by, from }, ringSeconds, callsAt);
  if (callee.doNotDisturb) return disturbNobody(callee, follow, 'do_not_disturb');
  if (isFull(callee, callsAt)) return disturbNobody(callee, follow, 'callee_busy');
  return ringThenFollow(callee, from, follow, ringSeconds);
}

/** All phones of an account at once; who does not want to be disturbed is left out. Then what the `callee`'s forwarding says. */
export function ringAllThenFollow(
  callee: Caller,
  phones: readonly Caller[],
  { by, from }: Forwarded,
  ringSeconds: Seconds,
  callsAt?: CallsAt,
): OwnAttempts {
  const follow = follower(callee, { by: [...by, callee.number], from });
  const willing = phones.filter((one) => one.isNumberActive && !one.doNotDisturb);
  const members = willing.filter((one) => !isFull(one, callsAt)).map(phoneMember);
  if (members.length === 0) return disturbNobody(callee, follow, willing.length > 0 ? 'callee_busy' : 'do_not_disturb');
  const { following, otherwise } = followers(callee, follow);
  const forwarded = { by: [...by, callee.number], from };
  const group = { kind: 'group', members, forwarded, callerId: shownCaller(from) } as const;
  if (following.length === 0) return { ok: true, attempts: [{ ...group, ringSeconds }], ringSeconds };
  const patience = callee.forwarding.noAnswer ? callee.forwarding.ringSeconds : patienceSeconds;
  const attempts: Attempt[] = [{ ...group, ringSeconds: patience, otherwise }, ...following];
  return { ok: true, attempts, ringSeconds: forwardedRingSeconds };
}

/** A phone as a member of a group. */
export const phoneMember = (phone: Caller): GroupMember => ({
  kind: 'phone',
  networkNumber: phone.number,
  protocols: protocolsOf(phone),
});

const protocolsOf = (phone: Caller): readonly PhoneProtocol[] =>
  (['sip', 'iax'] as const).filter((one) => allowsProtocol(phone.protocol, one));

function follower(callee: Caller, forwarded: Forwarded) {
  return (target: ForwardTarget): Attempt | undefined => {
    const callerId = shownCaller(forwarded.from);
    if (target.kind === 'voicemail') {
      return callee.hasVoicemail ? { kind: 'voicemail', networkNumber: callee.number, callerId } : undefined;
    }
    return forwarded.by.length > forwardHopsMax ? undefined : { kind: 'forward', dialled: target.dialled, forwarded, callerId };
  };
}

/** A phone that does not want to be disturbed, or has all the calls it wants, is busy: what it says for "busy" follows. */
function disturbNobody(callee: Caller, follow: ReturnType<typeof follower>, refusal: RefusalCode): OwnAttempts {
  const attempt = callee.forwarding.busy && follow(callee.forwarding.busy);
  if (!attempt) return { ok: false, refusal };
  return { ok: true, attempts: [attempt], ringSeconds: forwardedRingSeconds };
}

function ringThenFollow(callee: Caller, from: string, follow: ReturnType<typeof follower>, ringSeconds: Seconds): OwnAttempts {
  const phone: Attempt = {
    kind: 'phone',
    networkNumber: callee.number,
    protocols: protocolsOf(callee),
    callerId: shownCaller(from),
  };
  const { following, otherwise } = followers(callee, follow);
  if (following.length === 0) return { ok: true, attempts: [phone], ringSeconds };
  const patience = callee.forwarding.noAnswer ? { ringSeconds: callee.forwarding.ringSeconds } : { ringSeconds };
  return { ok: true, attempts: [{ ...phone, ...patience, otherwise }, ...following], ringSeconds: forwardedRingSeconds };
}

/** What follows attempt 1, and on which condition. */
function followers(callee: Caller, follow: ReturnType<typeof follower>) {
  const following: Attempt[] = [];
  const otherwise: { -readonly [Name in keyof Otherwise]: number } = {};
  for (const condition of ['busy', 'noAnswer', 'unreachable'] as const) {
    const target = callee.forwarding[condition];
    const attempt = target && follow(target);
    // The phone is attempt 1, so the first that follows it is number 2.
    if (attempt) otherwise[condition] = following.push(attempt) + 1;
  }
  return { following, otherwise };
}
