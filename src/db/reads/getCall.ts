import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { CallQuality } from '../../core/calls/quality.ts';
import { explainPrice } from '../../core/rating/explainPrice.ts';
import { priceAttempt, priceCall } from '../../core/rating/priceCall.ts';
import type { PriceStep } from '../../core/rating/priceSteps.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import { row, sql, type Tx } from '../sql.ts';
import { findIncludedOf } from './bundles.ts';
import { type CallRow, callColumns, fromCallRow } from './callRow.ts';
import { findRateById } from './packageRates.ts';

type WholeRow = CallRow & {
  rateId: Id | null;
  decimals: number | null;
  roundingMode: Rounding['roundingMode'] | null;
  loss: Amount;
  transferId: string | null;
  ratePrefix: string | null;
  billingPackageName: string | null;
  correction: Amount | null;
  forwardedFor: string | null;
  forwardedBy: string[] | null;
  postDialDelay: number | null;
  codec: string | null;
  quality: CallQuality | null;
};

/** One finished call with its price explained; undefined when there is none. */
export async function findCall(tx: Tx, callId: string) {
  const found = await row<WholeRow>(
    tx,
    sql`select ${callColumns}, c.rate_id as "rateId", c.decimals, c.rounding_mode as "roundingMode", c.loss,
               c.transfer_id::text as "transferId", r.prefix as "ratePrefix", g.name as "billingPackageName",
               (select -e.amount
                  from transfer t
                  join entry e on e.transfer_id = t.id and e.ledger = 'call_revenue'
                 where t.kind = 'call_correction'
                   and t.key = c.call_id) as correction,
               f.caller_number as "forwardedFor", f.forwarded_by as "forwardedBy", c.pdd_ms as "postDialDelay", c.codec, c.quality
          from cdr c
          left join account a on a.id = c.account_id
          left join provider p on p.id = c.provider_id
          left join rate r on r.id = c.rate_id
          left join forwarded_call f on f.call_id = c.call_id
          left join billing_package g on g.id = r.billing_package_id
         where c.call_id = ${callId}`,
  );
  if (!found) return undefined;
  return {
    ...fromCallRow(found),
    durationMilliseconds: Number(found.durationMs),
    loss: formatAmount(found.loss),
    ratePrefix: found.ratePrefix,
    billingPackageName: found.billingPackageName,
    steps: await explained(tx, found),
    transferId: found.transferId,
    correction: found.correction === null ? null : formatAmount(found.correction),
    forwardedFor: found.forwardedFor,
    forwardedBy: found.forwardedBy ?? [],
    postDialDelayMilliseconds: found.postDialDelay,
    codec: found.codec ?? '',
    quality: found.quality,
  };
}

/** The same price again, from the rate that was pinned when the call began: rates are closed, never changed. */
async function explained(tx: Tx, found: WholeRow) {
  const { rateId, decimals, roundingMode, answeredAt, startedAt } = found;
  if (rateId === null || decimals === null || roundingMode === null) return [];
  const rate = await findRateById(tx, rateId, answeredAt ?? startedAt);
  if (!rate) return [];
  const rounding = { decimals, roundingMode };
  if (answeredAt === null) return stepLines(priceAttempt(rate, rounding).steps, found.currency);
  const seconds = wholeSeconds(Number(found.durationMs), rate.terms?.durationRounding);
  const included = (await findIncludedOf(tx, found.callId))?.included;
  return stepLines(priceCall(included ? { ...rate, included } : rate, rounding, answeredAt, seconds).steps, found.currency);
}

/** Sentences with the amount of each step. */
export function stepLines(steps: readonly PriceStep[], currency: string) {
  const texts = explainPrice(steps, currency);
  return steps.map((step, index) => ({ text: texts[index] ?? '', amount: 'amount' in step ? step.amount : '0.00' }));
}
