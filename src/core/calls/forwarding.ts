import { type DialPlan, isEmergency, normaliseNumber } from '../base/phone.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { Seconds } from '../base/time.ts';

/** When a phone passes its calls on: at once, or because it was busy, not answered, or not there. */
export const forwardConditions = ['always', 'busy', 'noAnswer', 'unreachable'] as const;
export type ForwardCondition = (typeof forwardConditions)[number];

/** Where a call is passed on to: the phone's voicemail, or a number as its customer would dial it. */
export type ForwardTarget = { readonly kind: 'voicemail' } | { readonly kind: 'number'; readonly dialled: string };

/** What a network number does with calls that its phone does not take. A condition that is absent ends the call. */
export type Forwarding = { readonly [condition in ForwardCondition]?: ForwardTarget } & {
  /** How long the phone rings before a call counts as not answered. Seconds. */
  readonly ringSeconds: Seconds;
};

/** The voicemail of a network number, without its PIN. */
export type Voicemail = {
  readonly isOn: boolean;
  /** Who is told of a new message; empty = nobody. */
  readonly email: string;
};

/** How a call came to whoever forwards it on. */
export type Forwarded = {
  /** The network numbers that passed it on, first to last; the last one pays for what follows. */
  readonly by: readonly string[];
  /** The network number that called in the beginning. */
  readonly from: string;
};

/** A call is passed on at most so often. */
export const forwardHopsMax = 3;
/** How long a phone rings when nothing was said. Seconds. */
export const usualRingSeconds: Seconds = 25;
/** What a phone dials to hear its messages. */
export const messagesCode = '*98';
/** Digits of a voicemail PIN. */
export const pinPattern = /^\d{4,10}$/;

/** Whose calls are passed on, which of the numbers named are network numbers, and the incoming numbers of the phone's account. */
export type ForwardingPhone = {
  readonly number: string;
  readonly known: ReadonlySet<string>;
  readonly incomingNumbers: ReadonlySet<string>;
};

/**
 * What is wrong with a forwarding before it is saved, one fault a condition. Fields are those of the contract: `forwarding.busy.number`.
 * Circles over other numbers are found when a call goes round them, because those numbers change.
 */
export function forwardingFaults(
  phone: ForwardingPhone,
  forwarding: Forwarding,
  voicemail: Voicemail,
  plan: DialPlan,
): readonly FieldFault[] {
  return forwardConditions.flatMap((condition) => {
    const target = forwarding[condition];
    if (!target) return [];
    if (target.kind === 'voicemail')
      return voicemail.isOn ? [] : [{ field: `forwarding.${condition}.to`, message: 'Switch voicemail on first.' }];
    const message = numberFault(phone, target.dialled, plan);
    return message === undefined ? [] : [{ field: `forwarding.${condition}.number`, message }];
  });
}

function numberFault({ number, known, incomingNumbers }: ForwardingPhone, dialled: string, plan: DialPlan): string | undefined {
  if (dialled === '') return 'Write the number that calls are passed on to.';
  if (dialled === number) return 'This is the phone’s own number.';
  if (isEmergency(dialled, plan)) return 'Calls cannot be forwarded to an emergency number.';
  if (known.has(dialled)) return undefined;
  const normalised = normaliseNumber(dialled, plan);
  if (!normalised.ok) return 'This number cannot be dialled. Write it as the customer would dial it.';
  return incomingNumbers.has(normalised.number)
    ? 'This is a number of the account itself: the call would go in a circle.'
    : undefined;
}
