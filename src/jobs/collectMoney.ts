import { handOverCard } from '../actions/cards/handOverCard.ts';
import { findStoredCards } from '../actions/charges/findStoredCards.ts';
import { keepGatewayCard } from '../actions/charges/keepGatewayCard.ts';
import { noteCharge } from '../actions/charges/noteCharge.ts';
import { noteRefund } from '../actions/charges/noteRefund.ts';
import { startDueCharges } from '../actions/charges/startDueCharges.ts';
import { takeDueCharges } from '../actions/charges/takeDueCharges.ts';
import { takeDueRefunds } from '../actions/charges/takeDueRefunds.ts';
import { liftHolds } from '../actions/dunning/liftHolds.ts';
import { takeDunningSteps } from '../actions/dunning/takeDunningSteps.ts';
import { type OpenedGateway, openGateway } from '../actions/gateways/openGateway.ts';
import { settleAccounts } from '../actions/payments/settleAccounts.ts';
import type { Id } from '../core/base/id.ts';
import type { PaymentGateway } from '../gateways/gateway.ts';
import type { Office } from './office.ts';

/** What collecting money needs of the office. */
export type TillRoom = Pick<Office, 'act' | 'gateways' | 'publicUrl'>;

/** So many are taken at once: one transaction before the network, one each after it. */
const handful = 20;
const batch = 100;

/**
 * Sends the attempts that are due and asks about those whose result nobody knows. Between the transaction that writes an attempt down
 * as sent and the one that notes what came of it lies the network: who dies there leaves an attempt that is asked about, not repeated.
 */
export async function chargeCards(room: TillRoom): Promise<void> {
  await offerStoredCards(room);
  for (let after: Id | undefined = 0n; after !== undefined; ) after = await room.act(startDueCharges, { after, limit: batch });
  for (;;) {
    const taken = await room.act(takeDueCharges, { limit: handful });
    for (const { id: chargeId, accountId, isNew, token, page, ...one } of taken) {
      const open = await opened(room, one.gateway);
      // A gateway that is no longer there is asked when it is back.
      if (!open) continue;
      const { gateway, values } = open;
      const outcome =
        isNew && token !== null
          ? await gateway.charge(values, { ...one, token })
          : await gateway.askCharge(values, { key: one.key, token: token ?? undefined, page: page ?? undefined });
      await room.act(noteCharge, { chargeId, accountId, outcome, publicUrl: room.publicUrl });
    }
    if (taken.length < handful) return;
  }
}

/** Sends refunds by gateway, and asks about those whose result nobody knows. The key makes a repetition harmless. */
export async function refundCards(room: TillRoom): Promise<void> {
  for (;;) {
    const taken = await room.act(takeDueRefunds, { limit: handful });
    for (const { id: refundId, accountId, asks, ...one } of taken) {
      const open = await opened(room, one.gateway);
      if (!open) continue;
      const { gateway, values } = open;
      const known = asks > 1 ? await gateway.askRefund(values, one) : ({ state: 'absent' } as const);
      const outcome = known.state === 'absent' ? await gateway.refund(values, one) : known;
      await room.act(noteRefund, { refundId, accountId, outcome });
    }
    if (taken.length < handful) return;
  }
}

/** Pays new invoices with credit that is there, takes the steps of the reminder ladder, and restores who has paid. */
export async function remindDebtors(room: TillRoom): Promise<void> {
  while ((await room.act(settleAccounts, { limit: batch })) === batch);
  for (let after: Id | undefined = 0n; after !== undefined; )
    after = await room.act(takeDunningSteps, { after, limit: batch, publicUrl: room.publicUrl });
  while ((await room.act(liftHolds, { limit: batch })) === batch);
}

/** Gives stored cards to a gateway that may be given numbers, where the operator wants that. The number lives between two lines. */
async function offerStoredCards(room: TillRoom): Promise<void> {
  const open = await opened(room, undefined);
  const saveCard = open?.gateway.saveCard;
  if (!open || !saveCard) return;
  for (const { cardId, accountId } of await room.act(findStoredCards, { limit: handful })) {
    const gateway = open.gateway.code;
    const saved = await saveCard(open.values, await room.act(handOverCard, { cardId, accountId, gateway }));
    if (saved.ok) await room.act(keepGatewayCard, { accountId, cardId, gateway, card: saved.card });
  }
}

async function opened(
  room: TillRoom,
  code: string | undefined,
): Promise<{ readonly gateway: PaymentGateway; readonly values: OpenedGateway['values'] } | undefined> {
  const stored = await room.act(openGateway, { code });
  const gateway = stored && room.gateways.get(stored.code);
  return gateway && { gateway, values: stored.values };
}
