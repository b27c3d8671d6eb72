import type { AccountSettings, WishedSettings } from './openAccount.ts';
import type { SignupForm } from './signupForm.ts';

/**
 * The life of a signup:
 *
 *     accepted ──e-mail confirmation on──▶ received ──confirm──▶ waiting
 *        │                                    │ expire, 48 h        │
 *        │                                    ▼                     ├─approve─▶ approved
 *        │                                 expired ──approve──┐     │
 *        └──────────off──▶ waiting                            └─────┼─────────▶ approved
 *                                                                   └─reject──▶ rejected
 *
 * `confirmed` is a moment, not a rest: a confirmed signup waits for staff, or is approved in the same transaction when its
 * form says so. Staff may also approve or reject one whose letter never arrived. Approved and rejected are final.
 */
export const signupStates = ['received', 'waiting', 'approved', 'rejected', 'expired'] as const;
export type SignupState = (typeof signupStates)[number];
export type SignupEvent = 'confirm' | 'expire' | 'approve' | 'reject';

const steps: Readonly<Record<SignupState, Partial<Readonly<Record<SignupEvent, SignupState>>>>> = {
  received: { confirm: 'waiting', expire: 'expired', approve: 'approved', reject: 'rejected' },
  waiting: { approve: 'approved', reject: 'rejected' },
  expired: { approve: 'approved' },
  approved: {},
  rejected: {},
};

/** Where an event leads, or undefined when it may not happen in this state. */
export function afterEvent(state: SignupState, event: SignupEvent): SignupState | undefined {
  return steps[state][event];
}

/** Where a signup begins. */
export function firstState(form: Pick<SignupForm, 'doesConfirmEmail'>): SignupState {
  return form.doesConfirmEmail ? 'received' : 'waiting';
}

/** How long the link in the confirmation letter holds. Seconds. */
export const confirmSeconds = 48 * 3600;

/** What staff chose when approving; what is left out comes from the form, and from Settings after that. */
export type SignupChoice = Pick<WishedSettings, 'billingPackageId' | 'routeId' | 'paymentType'>;

/** The settings that an approved signup asks `addAccount` for. */
export function settingsOfSignup(form: SignupForm, choice: SignupChoice): WishedSettings {
  return {
    billingPackageId: choice.billingPackageId ?? form.billingPackageId ?? undefined,
    routeId: choice.routeId ?? form.routeId ?? undefined,
    paymentType: choice.paymentType ?? form.paymentType ?? undefined,
  };
}

/** True when nobody need look: the form says so and the account can spend nothing (Pre-Paid, and it begins at zero). */
export function isApprovedAutomatically(
  form: Pick<SignupForm, 'approval' | 'doesConfirmEmail'>,
  settings: Pick<AccountSettings, 'paymentType'>,
): boolean {
  return form.approval === 'automatic' && form.doesConfirmEmail && settings.paymentType === 'pre_paid';
}
