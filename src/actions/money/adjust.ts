import { adjustment } from '../../core/ledger/postings.ts';
import type { Posted } from '../../db/tables/ledger.ts';
import { action } from '../action.ts';
import { type Movement, postMovement } from './postMovement.ts';

/** Corrects a balance: positive in favour of the customer, negative against, also below zero. */
export const adjust = action<Movement, Posted>('money.adjust', 'money.adjust', (work, movement) =>
  postMovement(work, 'adjustment', movement, adjustment),
);
