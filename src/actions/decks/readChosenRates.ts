import type { Id } from '../../core/base/id.ts';
import type { RateChoice } from '../../core/decks/deckState.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { listChosenRates } from '../../db/reads/deckReads.ts';
import { action, done } from '../action.ts';

export type ReadChosenRates = {
  readonly billingPackageId: Id;
  readonly choice: RateChoice;
  readonly after: Id;
  readonly limit: number;
};

/** The rates in force that a bulk edit or a copy works on, some at a time. */
export const readChosenRates = action<ReadChosenRates, readonly { readonly id: Id; readonly rate: Rate }[]>(
  'deck.read_rates',
  'billing_package.change',
  async (work, { billingPackageId, choice, after, limit }) =>
    done(await listChosenRates(work.tx, billingPackageId, work.now, choice, after, limit), null),
);
