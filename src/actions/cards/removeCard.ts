import { maskCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { deleteCard, lockCard } from '../../db/tables/paymentCards.ts';
import { action, done } from '../action.ts';

export type RemoveCard = { readonly accountId: Id; readonly cardId: Id };

/** Removes a card: its row and with it the only key that opens its number. The audit trail stays. */
export const removeCard = action<RemoveCard, null>('card.remove', 'card.change', async (work, { accountId, cardId }) => {
  const account = await lockAccount(work.tx, accountId);
  const card = account && (await lockCard(work.tx, accountId, cardId));
  if (!card) throw new Refusal('not_found');
  await deleteCard(work.tx, cardId);
  return done(null, { accountId, detail: { card: maskCard(card) } });
});
