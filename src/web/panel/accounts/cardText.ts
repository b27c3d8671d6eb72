import { cardBrands } from '../../../core/accounts/cardBrand.ts';
import { formatExpiry, parseExpiry } from '../../../core/accounts/paymentCard.ts';
import type { listCards } from '../../../http/contract/cards.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';

export type Card = AnswerOf<typeof listCards>['items'][number];

/** What is shown of a card without asking for more. */
export const maskedText = (card: Card): string => `${cardBrands[card.brand]} •••• ${card.lastFour}`;

/** `MM/YY`, as it stands on the card. */
export function expiryText(card: Card): string {
  const expiry = parseExpiry(card.expiry);
  return expiry ? formatExpiry(expiry) : card.expiry;
}
