import { maskCard, type WishedCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { deleteCard, lockCard } from '../../db/tables/paymentCards.ts';
import { action, done } from '../action.ts';
import { storeCard } from './storeCard.ts';

export type ReplaceCard = { readonly accountId: Id; readonly cardId: Id; readonly card: WishedCard };

/** A new card in the place of an old one, which is removed with its key; answers the new card's id. */
export const replaceCard = action<ReplaceCard, Id>('card.replace', 'card.change', async (work, input) => {
  const { accountId, cardId } = input;
  const account = await lockAccount(work.tx, accountId);
  const old = account && (await lockCard(work.tx, accountId, cardId));
  if (!old) throw new Refusal('not_found');
  await deleteCard(work.tx, cardId);
  const stored = await storeCard(work, accountId, input.card, '');
  return done(stored.cardId, { accountId, detail: { from: maskCard(old), to: stored.masked } });
});
