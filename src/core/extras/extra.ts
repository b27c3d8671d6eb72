import type { FieldChange } from '../base/fieldChange.ts';
import { type Amount, formatAmount } from '../base/money.ts';
import { type ChargePeriod, chargePeriods } from './chargePeriod.ts';

/** A charge other than calls. */
export type Extra = {
  readonly description: string;
  /** For one period. */
  readonly cost: Amount;
  readonly chargePeriod: ChargePeriod;
  /** `YYYY-MM-DD`, in the operator's time zone; both ends included. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly doesProrate: boolean;
  readonly isTaxable: boolean;
};

/** An extra as it is typed: without a start it starts today. */
export type WishedExtra = Omit<Extra, 'startsOn'> & { readonly startsOn?: string | undefined };

export type ExtraChange<Kept> = {
  readonly kept: readonly Kept[];
  readonly removed: readonly Kept[];
  readonly added: readonly Extra[];
};

/** Fills in the start of each extra. */
export function startExtras(wished: readonly WishedExtra[], today: string): readonly Extra[] {
  return wished.map((one) => ({ ...one, startsOn: one.startsOn ?? today }));
}

/** What saving a list of extras does to the stored ones: those that read the same stay the same rows. */
export function changeExtras<Stored extends Extra>(stored: readonly Stored[], wished: readonly Extra[]): ExtraChange<Stored> {
  const left = [...stored];
  const kept: Stored[] = [];
  const added: Extra[] = [];
  for (const one of wished) {
    const index = left.findIndex((candidate) => isSame(candidate, one));
    const same = index < 0 ? undefined : left.splice(index, 1)[0];
    if (same) kept.push(same);
    else added.push(one);
  }
  return { kept, removed: left, added };
}

/**
 * The added extras with the day from which on each is charged. One that takes the place of a removed one (the same description, else the
 * same start) goes on from today: what was before is paid. Any other is charged from its start; null = from the start.
 */
export function goOn(
  change: Pick<ExtraChange<Extra>, 'removed' | 'added'>,
  today: string,
): readonly (Extra & { readonly chargeFrom: string | null })[] {
  const left = [...change.removed];
  const take = (isLike: (one: Extra) => boolean): boolean => {
    const index = left.findIndex(isLike);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  };
  // First all that kept their names, so that one which was renamed does not take the place of another.
  const replaces = change.added.map((one) => take((other) => other.description === one.description));
  return change.added.map((one, index) => {
    const isNext = replaces[index] || take((other) => other.startsOn === one.startsOn);
    return { ...one, chargeFrom: isNext && one.startsOn < today ? today : null };
  });
}

function isSame(a: Extra, b: Extra): boolean {
  return (
    a.description === b.description &&
    a.cost === b.cost &&
    a.chargePeriod === b.chargePeriod &&
    a.startsOn === b.startsOn &&
    a.endsOn === b.endsOn &&
    a.doesProrate === b.doesProrate &&
    a.isTaxable === b.isTaxable
  );
}

/** An extra on one line, as history keeps it: `Monthly Fee: 19.95 Monthly from 2026-01-31, taxable`. */
export function extraText(extra: Omit<Extra, 'startsOn' | 'endsOn'> & Partial<Pick<Extra, 'startsOn' | 'endsOn'>>): string {
  const from = extra.startsOn === undefined ? '' : ` from ${extra.startsOn}`;
  const to = extra.endsOn ? ` to ${extra.endsOn}` : '';
  const signs = [extra.doesProrate ? ', prorated' : '', extra.isTaxable ? ', taxable' : ''].join('');
  return `${extra.description}: ${formatAmount(extra.cost)} ${chargePeriods[extra.chargePeriod]}${from}${to}${signs}`;
}

/** What history keeps of a changed list of extras: one entry each; an extra that kept its description was changed. */
export function extraChanges(change: Pick<ExtraChange<Extra>, 'removed' | 'added'>): readonly FieldChange[] {
  const added = [...change.added];
  const left = change.removed.map((one): FieldChange => {
    const index = added.findIndex((candidate) => candidate.description === one.description);
    const to = index < 0 ? undefined : added.splice(index, 1)[0];
    return { field: 'extras', from: extraText(one), to: to === undefined ? null : extraText(to) };
  });
  return [...left, ...added.map((one): FieldChange => ({ field: 'extras', from: null, to: extraText(one) }))];
}
