import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount, formatUnitPrice, type UnitPrice } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { findInboundPrice } from '../../db/tables/inboundPackage.ts';
import { lockIncomingNumber, saveExtra, saveTerms } from '../../db/tables/incomingNumbers.ts';
import { action, done } from '../action.ts';
import { needProvider } from './addIncomingNumbers.ts';
import { openInboundRate } from './inboundRate.ts';
import { beginExtra, lockToday, stopExtra } from './numberExtra.ts';

export type ChangeIncomingNumber = {
  readonly incomingNumberId: Id;
  readonly providerId: Id | null;
  readonly monthlyCost: Amount;
  readonly monthlyPrice: Amount;
  readonly perMinute: UnitPrice;
  readonly version: number;
};

/** Provider and prices of a number. A new monthly price ends the extra of its customer today and begins another. */
export const changeIncomingNumber = action<ChangeIncomingNumber, null>(
  'incoming_number.change',
  'incoming_number.change',
  async (work, input) => {
    await needProvider(work, input.providerId);
    const today = await lockToday(work);
    const found = await lockIncomingNumber(work.tx, input.incomingNumberId);
    if (!found) throw new Refusal('not_found');
    if (found.version !== input.version) throw new Refusal('stale_version');
    const perMinute = found.rateId === null ? (0n as UnitPrice) : await findInboundPrice(work.tx, found.rateId);
    const changes = fieldChanges(words({ ...found, perMinute }), words(input));
    if (changes.length === 0) return done(null, null);
    const rateId =
      perMinute === input.perMinute ? found.rateId : await openInboundRate(work, found.number, input.perMinute, found.rateId);
    await saveTerms(work.tx, found.id, { ...input, rateId });
    if (found.accountId !== null && found.monthlyPrice !== input.monthlyPrice) {
      await stopExtra(work, found, today);
      const { number } = found;
      const extraId = await beginExtra(work, found.accountId, { number, monthlyPrice: input.monthlyPrice }, today);
      await saveExtra(work.tx, found.id, extraId);
    }
    const detail = { incomingNumber: found.number, changes };
    return done(null, { ...(found.accountId !== null && { accountId: found.accountId }), detail });
  },
);

type Terms = Pick<ChangeIncomingNumber, 'providerId' | 'monthlyCost' | 'monthlyPrice' | 'perMinute'>;
const words = ({ providerId, monthlyCost, monthlyPrice, perMinute }: Terms) => ({
  providerId: providerId === null ? null : String(providerId),
  monthlyCost: formatAmount(monthlyCost),
  monthlyPrice: formatAmount(monthlyPrice),
  perMinute: formatUnitPrice(perMinute),
});
