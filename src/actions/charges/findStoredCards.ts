import type { Id } from '../../core/base/id.ts';
import { localDate } from '../../core/base/time.ts';
import { findCardsToHandOver } from '../../db/tables/gatewayCards.ts';
import { findActiveGateway } from '../../db/tables/gatewaySettings.ts';
import { getPaymentSettings } from '../../db/tables/paymentSettings.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

/** Stored cards whose Post-Paid accounts owe something and have no card at the active gateway; none unless the operator wants them charged. */
export const findStoredCards = action<{ readonly limit: number }, readonly { readonly cardId: Id; readonly accountId: Id }[]>(
  'card.find_to_hand_over',
  'card.reveal',
  async (work, { limit }) => {
    const settings = await getPaymentSettings(work.tx);
    const gateway = await findActiveGateway(work.tx);
    if (!settings.chargesCards || !settings.chargesStoredCards || !gateway) return done([], null);
    const month = localDate(work.now, await findTimeZone(work.tx)).slice(0, 7);
    return done(await findCardsToHandOver(work.tx, gateway.code, month, limit), null);
  },
);
