import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { takeCardReveal } from '../../db/tables/cardReveals.ts';
import { lockCard } from '../../db/tables/paymentCards.ts';
import { openCardNumber } from '../../vault/openCard.ts';
import { action, done } from '../action.ts';
import { cardKey } from './cardKey.ts';

/** Between asking and opening lies one commit. Seconds. */
const revealSeconds = 60;

/**
 * The second half of showing a card: opens it for who asked, once, soon. The only place of the whole program where a stored
 * number becomes readable (src/tidy/layers.ts); it needs a row that only `askReveal` writes, committed before.
 */
export const openCard = action<{ readonly revealId: Id }, string>('card.open', 'card.reveal', async (work, { revealId }) => {
  const { tx, doer, now } = work;
  if (doer.kind !== 'staff') throw new Refusal('not_permitted');
  const since = formatInstant(addSeconds(now, -revealSeconds));
  const reveal = await takeCardReveal(tx, revealId, doer.id, since, formatInstant(now));
  const card = reveal && (await lockCard(tx, reveal.accountId, reveal.cardId));
  if (!card) throw new Refusal('not_found');
  const row = { cardId: card.id, accountId: card.accountId };
  const number = openCardNumber(cardKey(work, card.keyId), card, row);
  if (!number.endsWith(card.lastFour)) throw new Error(`card ${card.id} is not the one that its last digits say`);
  return done(number, null);
});
