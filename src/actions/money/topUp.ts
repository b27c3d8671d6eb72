import { topUp as topUpPosting } from '../../core/ledger/postings.ts';
import type { Posted } from '../../db/tables/ledger.ts';
import { action } from '../action.ts';
import { type Movement, postMovement } from './postMovement.ts';

/** Money received from the customer. */
export const topUp = action<Movement, Posted>('money.top_up', 'money.top_up', (work, movement) =>
  postMovement(work, 'top_up', movement, topUpPosting),
);
