import { allowsProtocol } from '../accounts/account.ts';
import type { RefusalCode } from '../base/refusal.ts';
import type { Seconds } from '../base/time.ts';
import type { Attempt, CallRequest, Otherwise, PhoneProtocol } from './call.ts';
import type { Caller } from './caller.ts';
import { type ForwardTarget, forwardHopsMax } from './forwarding.ts';

/** How a call reaches a number of ours, or why it does not. */
export type OwnAttempts =
  | { readonly ok: true; readonly attempts: readonly Attempt[]; readonly ringSeconds: Seconds }
  | { readonly ok: false; readonly refusal: RefusalCode };

/** How long a call that may be passed on rings in all. Each hop has its own limit; this one only ends what hangs. Seconds. */
const forwardedRingSeconds: Seconds = 240;

/**
 * The phone of a number of ours, and what its forwarding says for calls that the phone does not take. A call never comes to
 * a number twice, and never back to who called.
 */
export function ownAttempts(request: CallRequest, caller: Caller, callee: Caller, ringSeconds: Seconds): OwnAttempts {
  const { by, from } = request.forwarded ?? { by: [], from: caller.number };
  if (!callee.isAccountActive || !callee.isNumberActive) return { ok: false, refusal: 'callee_unavailable' };
  if (request.forwarded && [from, ...by].includes(callee.number)) return { ok: false, refusal: 'forwarding_loop' };
  if (callee.networkNumberId === caller.networkNumberId) return { ok: false, refusal: 'callee_unavailable' };
  const follow = follower(callee, { by: [...by, callee.number], from });
  const { always } = callee.forwarding;
  if (always) {
    const attempt = follow(always);
    if (attempt) return { ok: true, attempts: [attempt], ringSeconds: forwardedRingSeconds };
    // An "always" that cannot be followed must not ring a phone whose owner does not want that.
    return { ok: false, refusal: always.kind === 'number' ? 'forwarding_loop' : 'callee_unavailable' };
  }
  return ringThenFollow(callee, from, follow, ringSeconds);
}

type Forwarded = NonNullable<CallRequest['forwarded']>;

function follower(callee: Caller, forwarded: Forwarded) {
  return (target: ForwardTarget): Attempt | undefined => {
    const callerId = forwarded.from;
    if (target.kind === 'voicemail') {
      return callee.hasVoicemail ? { kind: 'voicemail', networkNumber: callee.number, callerId } : undefined;
    }
    return forwarded.by.length > forwardHopsMax ? undefined : { kind: 'forward', dialled: target.dialled, forwarded, callerId };
  };
}

function ringThenFollow(callee: Caller, from: string, follow: ReturnType<typeof follower>, ringSeconds: Seconds): OwnAttempts {
  const protocols: readonly PhoneProtocol[] = (['sip', 'iax'] as const).filter((one) => allowsProtocol(callee.protocol, one));
  const phone: Attempt = { kind: 'phone', networkNumber: callee.number, protocols, callerId: from };
  const following: Attempt[] = [];
  const otherwise: { -readonly [Name in keyof Otherwise]: number } = {};
  for (const condition of ['busy', 'noAnswer', 'unreachable'] as const) {
    const target = callee.forwarding[condition];
    const attempt = target && follow(target);
    // The phone is attempt 1, so the first that follows it is number 2.
    if (attempt) otherwise[condition] = following.push(attempt) + 1;
  }
  if (following.length === 0) return { ok: true, attempts: [phone], ringSeconds };
  const patience = callee.forwarding.noAnswer ? { ringSeconds: callee.forwarding.ringSeconds } : { ringSeconds };
  return { ok: true, attempts: [{ ...phone, ...patience, otherwise }, ...following], ringSeconds: forwardedRingSeconds };
}
