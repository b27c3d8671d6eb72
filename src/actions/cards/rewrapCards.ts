import { lockCardsUnderOtherKeys, saveDataKey } from '../../db/tables/paymentCards.ts';
import { rewrapCard } from '../../vault/cards.ts';
import { action, done } from '../action.ts';
import { cardKey } from './cardKey.ts';

/** Moves so many cards to this key, without opening one; answers how many it found. Killed half-way, the next call goes on. */
export const rewrapCards = action<{ readonly keyId: string; readonly limit: number }, number>(
  'card_key.rewrap',
  'card_key.rotate',
  async (work, { keyId, limit }) => {
    const cards = await lockCardsUnderOtherKeys(work.tx, keyId, limit);
    const to = cardKey(work, keyId);
    for (const card of cards) {
      const row = { cardId: card.id, accountId: card.accountId };
      await saveDataKey(work.tx, card.id, rewrapCard(cardKey(work, card.keyId), to, card.dataKeyWrapped, row), keyId);
    }
    return done(cards.length, cards.length === 0 ? null : { detail: { to: keyId, cards: cards.length } });
  },
);
