import type { Id } from '../../core/base/id.ts';
import { type Amount, zeroAmount } from '../../core/base/money.ts';
import { instant } from '../../core/base/time.ts';
import { priceOnly } from '../../core/rating/priceCall.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { type ImpactCall, listImpactCalls, roundingOf } from '../../db/reads/deckReads.ts';
import { type AccountImpact, addDeckImpact, finishDeckImpact } from '../../db/tables/deckImpacts.ts';
import { allowMinutes } from '../../db/tables/deckImports.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/** Calls of one transaction. */
const callsAtOnce = 2000;

/** Prices some more of the calls again; the last time it finds none and is done. */
export const priceImpact = action<{ readonly importId: Id }, null>(
  'deck.price',
  'billing_package.change',
  async (work, { importId }) => {
    const found = await deckOf(work.tx, importId, 'ready', 'confirmed', 'booked', 'undone', 'comparing', 'cancelled');
    const isOver = found.state === 'cancelled' || found.impactFrom === null || found.impactTo === null;
    await allowMinutes(work.tx);
    const at = instant(Math.max(found.activateAt ?? 0, work.now));
    const period = { from: found.impactFrom ?? at, to: found.impactTo ?? at, at };
    const calls = isOver
      ? []
      : await listImpactCalls(work.tx, importId, found.billingPackageId, period, found.impactAfter, callsAtOnce);
    const last = calls.at(-1);
    if (!last) await finishDeckImpact(work.tx, importId);
    else
      await addDeckImpact(
        work.tx,
        importId,
        sumUp(calls, await roundingOf(work.tx, found.billingPackageId)),
        calls.length,
        last.id,
      );
    return done(null, null);
  },
);

/** One line for each account. */
function sumUp(calls: readonly ImpactCall[], rounding: Rounding): readonly AccountImpact[] {
  const sums = new Map<Id, AccountImpact>();
  for (const call of calls) {
    const before = sums.get(call.accountId) ?? {
      accountId: call.accountId,
      calls: 0,
      unrated: 0,
      charged: zeroAmount,
      priced: zeroAmount,
    };
    sums.set(call.accountId, {
      accountId: call.accountId,
      calls: before.calls + 1,
      unrated: before.unrated + (call.rate ? 0 : 1),
      charged: (before.charged + call.charged) as Amount,
      priced: (before.priced + priceOf(call, rounding)) as Amount,
    });
  }
  return [...sums.values()];
}

function priceOf({ rate, answeredAt, durationMilliseconds }: ImpactCall, rounding: Rounding): Amount {
  if (!rate) return zeroAmount;
  return priceOnly(rate, rounding, answeredAt, wholeSeconds(Number(durationMilliseconds), rate.terms?.durationRounding));
}
