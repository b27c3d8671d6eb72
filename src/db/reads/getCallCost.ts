import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { Instant } from '../../core/base/time.ts';
import { priceCall } from '../../core/rating/priceCall.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { row, sql, type Tx } from '../sql.ts';
import { stepLines } from './getCall.ts';
import { findRateById } from './packageRates.ts';

type CostRow = {
  cost: Amount;
  charge: Amount;
  rateId: Id;
  prefix: string;
  deckName: string;
  decimals: number;
  roundingMode: Rounding['roundingMode'];
  answeredAt: Instant;
  durationMs: bigint;
  currency: string;
};

/** What the provider took for a finished call, with its steps, and what was left of the charge; undefined when its cost is not known. */
export async function findCallCost(tx: Tx, callId: string) {
  const found = await row<CostRow>(
    tx,
    sql`select c.cost, c.charge, c.cost_rate_id as "rateId", r.prefix, p.name as "deckName", p.decimals, p.rounding_mode as "roundingMode",
               c.answered_at as "answeredAt", c.duration_ms as "durationMs",
               coalesce(a.currency, (select currency from setting)) as currency
          from cdr c
          join rate r on r.id = c.cost_rate_id
          join billing_package p on p.id = r.billing_package_id
          left join account a on a.id = c.account_id
         where c.call_id = ${callId}
           and c.answered_at is not null`,
  );
  if (!found) return undefined;
  const { rateId, decimals, roundingMode, answeredAt } = found;
  const rate = await findRateById(tx, rateId, answeredAt);
  const seconds = wholeSeconds(Number(found.durationMs), rate?.terms?.durationRounding);
  const steps = rate ? priceCall(rate, { decimals, roundingMode }, answeredAt, seconds).steps : [];
  return {
    amount: formatAmount(found.cost),
    margin: formatAmount(found.charge - found.cost),
    deckName: found.deckName,
    ratePrefix: found.prefix,
    steps: stepLines(steps, found.currency),
  };
}
