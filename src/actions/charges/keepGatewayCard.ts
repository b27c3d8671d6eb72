import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { GatewayCard } from '../../core/payments/charge.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { replaceGatewayCard } from '../../db/tables/gatewayCards.ts';
import { action, done, nameOf } from '../action.ts';

export type KeepGatewayCard = {
  readonly accountId: Id;
  readonly cardId: Id;
  readonly gateway: string;
  readonly card: GatewayCard;
};

/** A gateway took a stored card and gave a token for it: from now on that is charged. */
export const keepGatewayCard = action<KeepGatewayCard, null>('gateway_card.keep', 'card.change', async (work, input) => {
  const { accountId, cardId, gateway, card } = input;
  const account = await lockAccount(work.tx, accountId);
  if (!account) throw new Refusal('not_found');
  if (account.paymentType === 'pre_paid') throw new Refusal('never_pre_paid');
  const stamp = { createdAt: formatInstant(work.now), createdBy: nameOf(work.doer) };
  await replaceGatewayCard(work.tx, { ...card, accountId, gateway, paymentCardId: cardId, ...stamp });
  return done(null, { accountId, detail: { card: `•••• ${card.lastFour}`, gateway } });
});
