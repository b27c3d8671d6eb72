import type { Amount } from '../base/money.ts';
import type { LocalDate } from '../base/time.ts';
import { daysAfter } from './days.ts';

/** What a step of the ladder does. */
export const dunningKinds = {
  reminder: 'Reminder',
  restrict: 'Restrict to incoming calls',
  suspend: 'Suspend',
} as const;
export type DunningKind = keyof typeof dunningKinds;

/** One rung of the reminder ladder. Off until the operator turns it on. */
export type DunningStep = {
  readonly position: number;
  readonly kind: DunningKind;
  /** After the due date of the invoice. */
  readonly daysAfterDue: number;
  readonly isOn: boolean;
  /** Charged with the step as a one-time extra; null = none. */
  readonly fee: Amount | null;
};
/** A step that was taken for an invoice, and when. */
export type TakenStep = { readonly position: number; readonly daysAfterDue: number; readonly takenOn: LocalDate };

/** Whether an account may place calls: `incoming_only` receives, and reaches emergency numbers. */
export const restrictions = ['none', 'incoming_only'] as const;
export type Restriction = (typeof restrictions)[number];

/**
 * The step that is due for an invoice on this day; undefined = none. Steps come in their order, each at least as long after the
 * one before as the ladder says: whoever turns dunning on late reminds old debtors first, and does not suspend them the same night.
 */
export function dueStep(
  steps: readonly DunningStep[],
  dueOn: LocalDate,
  taken: readonly TakenStep[],
  today: LocalDate,
): DunningStep | undefined {
  const last = taken.reduce<TakenStep | undefined>((a, b) => (a === undefined || b.position > a.position ? b : a), undefined);
  const next = steps
    .filter((step) => step.isOn && (last === undefined || step.position > last.position))
    .sort((a, b) => a.position - b.position)[0];
  if (!next || daysAfter(dueOn, next.daysAfterDue) > today) return undefined;
  if (last && daysAfter(last.takenOn, Math.max(1, next.daysAfterDue - last.daysAfterDue)) > today) return undefined;
  return next;
}

/** What is wrong with a ladder: days must rise from step to step. */
export function ladderFault(steps: readonly Pick<DunningStep, 'daysAfterDue'>[]): number | undefined {
  const index = steps.findIndex((step, at) => at > 0 && step.daysAfterDue <= (steps[at - 1]?.daysAfterDue ?? 0));
  return index < 0 ? undefined : index;
}
