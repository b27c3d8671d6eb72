import type { Id } from '../../core/base/id.ts';
import type { UnitPrice } from '../../core/base/money.ts';
import { formatInstant } from '../../core/base/time.ts';
import { inboundRate } from '../../core/routing/inboundRate.ts';
import { findInboundPackage } from '../../db/tables/inboundPackage.ts';
import { closeRate, insertRates } from '../../db/tables/rates.ts';
import type { Work } from '../action.ts';

/** The price of calls to a number from now on: closes the rate that held (`old`), opens another; null when calls are free. */
export async function openInboundRate(work: Work, number: string, perMinute: UnitPrice, old: Id | null): Promise<Id | null> {
  const at = formatInstant(work.now);
  if (old !== null) await closeRate(work.tx, old, at);
  if (perMinute === 0n) return null;
  const [id] = await insertRates(work.tx, await findInboundPackage(work.tx), [inboundRate(number, perMinute)], at);
  if (id === undefined) throw new Error('the rate was not stored');
  return id;
}
