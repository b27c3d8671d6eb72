import { maskCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockCard } from '../../db/tables/paymentCards.ts';
import { getPaymentSettings } from '../../db/tables/paymentSettings.ts';
import { openCardNumber } from '../../vault/openCard.ts';
import { action, done } from '../action.ts';
import { cardKey } from './cardKey.ts';

export type HandedCard = { readonly number: string; readonly expiry: string; readonly brand: string; readonly lastFour: string };

/**
 * Opens a stored card for the one job that gives it to a gateway which may be given numbers (src/tidy/layers.ts): only while the
 * operator wants it, only for a Post-Paid account, written down before. No person can do this.
 */
export const handOverCard = action<{ readonly cardId: Id; readonly accountId: Id; readonly gateway: string }, HandedCard>(
  'card.hand_over',
  'card.reveal',
  async (work, { cardId, accountId, gateway }) => {
    if (work.doer.kind !== 'system') throw new Refusal('not_permitted');
    const account = await lockAccount(work.tx, accountId);
    const card = account && (await lockCard(work.tx, accountId, cardId));
    if (!card) throw new Refusal('not_found');
    if (account.paymentType === 'pre_paid') throw new Refusal('never_pre_paid');
    if (!(await getPaymentSettings(work.tx)).chargesStoredCards) throw new Refusal('not_permitted');
    const number = openCardNumber(cardKey(work, card.keyId), card, { cardId: card.id, accountId: card.accountId });
    const { brand, lastFour, expiryMonth, expiryYear } = card;
    const answer = { number, brand, lastFour, expiry: `${expiryYear}-${String(expiryMonth).padStart(2, '0')}` };
    return done(answer, { accountId, detail: { card: maskCard(card), gateway } });
  },
);
