import type { WishedCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { action, done } from '../action.ts';
import { storeCard } from './storeCard.ts';

export type AddCard = { readonly accountId: Id; readonly card: WishedCard };

/** Stores a card of a customer; answers its id. The same card elsewhere is no reason to refuse it. */
export const addCard = action<AddCard, Id>('card.add', 'card.change', async (work, { accountId, card }) => {
  if (!(await lockAccount(work.tx, accountId))) throw new Refusal('not_found');
  const { cardId, masked } = await storeCard(work, accountId, card, '');
  return done(cardId, { accountId, detail: { card: masked } });
});
