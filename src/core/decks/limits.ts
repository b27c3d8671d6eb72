import { type UnitPrice, unitPrice } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';

/** The limits that rates have everywhere (http/contract/rates.ts); beyond them a price is a slip of the decimal point. */
const perMinuteMax = unitPrice('1000');
export const flagFallMax = unitPrice('1000');
export const maximumChargeMax = unitPrice('1000000');

/** More than 1000 a minute, or for an untimed rate a call. */
export function isAbsurdPrice(price: UnitPrice, perSeconds: Seconds, isUntimed: boolean): boolean {
  return isUntimed ? price > perMinuteMax : price * 60n > perMinuteMax * BigInt(perSeconds);
}
