import type { Amount } from '../base/money.ts';
import type { ChargePeriod } from './chargePeriod.ts';

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
