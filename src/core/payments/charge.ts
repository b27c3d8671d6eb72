import type { LocalDate } from '../base/time.ts';
import { daysAfter } from './days.ts';

/**
 * An attempt to take money from a card.
 *
 *   created ─▶ sent ─┬▶ succeeded
 *                    ├▶ failed ──▶ succeeded   (a notice that came late: the money is there, so it is booked)
 *                    └▶ unknown ─▶ succeeded | failed
 *
 * While one attempt for an invoice is created, sent or unknown there is no other (unique index card_charge_alive).
 */
export const chargeStates = ['created', 'sent', 'succeeded', 'failed', 'unknown'] as const;
export type ChargeState = (typeof chargeStates)[number];

/** Why a card was not charged, in words for staff and for the customer. */
export const chargeFailures = {
  declined: 'The bank declined the card.',
  insufficient_funds: 'The card has not enough money.',
  authentication_required: 'The bank wants the card holder to confirm the payment.',
  expired_card: 'The card has expired.',
  not_received: 'The gateway never received the attempt.',
  abandoned: 'The payment page was left without paying.',
  refused_by_gateway: 'The gateway refused the attempt.',
  now_pre_paid: 'The account became Pre-Paid before the attempt was sent.',
} as const;
export type ChargeFailure = keyof typeof chargeFailures;

/** A card that a gateway keeps for us. `token` charges it again and means nothing to anybody else. */
export type GatewayCard = {
  readonly token: string;
  readonly brand: string;
  readonly lastFour: string;
  /** `YYYY-MM`; empty when the gateway does not say. */
  readonly expiry: string;
};

/** What a gateway said of an attempt; `unknown`: nobody can tell yet. */
export type ChargeOutcome =
  | { readonly state: 'succeeded'; readonly reference: string; readonly card?: GatewayCard }
  | { readonly state: 'failed'; readonly failure: ChargeFailure; readonly reference: string }
  | { readonly state: 'unknown'; readonly problem: string };

/** What became of money that was sent back through a gateway. */
export type RefundOutcome =
  | { readonly state: 'succeeded'; readonly reference: string }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'unknown'; readonly problem: string };

/** True when an outcome changes this state. What has succeeded stays; what failed may turn out to have succeeded. */
export function mayBecome(state: ChargeState, outcome: ChargeOutcome['state']): boolean {
  if (state === 'succeeded') return false;
  if (state === 'failed') return outcome === 'succeeded';
  return true;
}

/** Failures after which the same card may work another day. The others need the customer. */
export function isWorthRetrying(failure: ChargeFailure): boolean {
  return failure === 'declined' || failure === 'insufficient_funds' || failure === 'refused_by_gateway';
}

/** The day of the next attempt after `failures` failed ones, the last on `lastOn`; undefined = no more. `retryDays` counts from failure to failure. */
export function nextAttemptOn(retryDays: readonly number[], failures: number, lastOn: LocalDate): LocalDate | undefined {
  const days = retryDays[failures - 1];
  return days === undefined ? undefined : daysAfter(lastOn, days);
}
