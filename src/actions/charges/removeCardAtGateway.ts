import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { removeGatewayCard } from '../../db/tables/gatewayCards.ts';
import { action, done } from '../action.ts';

/** The card that the gateway keeps is charged no more. */
export const removeCardAtGateway = action<{ readonly accountId: Id; readonly cardId: Id }, null>(
  'gateway_card.remove',
  'card.change',
  async (work, { accountId, cardId }) => {
    const lastFour = await removeGatewayCard(work.tx, accountId, cardId, formatInstant(work.now));
    if (lastFour === undefined) throw new Refusal('not_found');
    return done(null, { accountId, detail: { card: `•••• ${lastFour}` } });
  },
);
