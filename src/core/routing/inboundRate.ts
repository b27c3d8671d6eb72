import type { UnitPrice } from '../base/money.ts';
import type { Rate } from '../rating/rate.ts';

/** The price of calls to an incoming number: so much a minute, charged by the second. */
export function inboundRate(number: string, perMinute: UnitPrice): Rate {
  const zero = 0n as UnitPrice;
  return {
    prefix: number,
    destination: 'Incoming',
    flagFall: zero,
    price: perMinute,
    perSeconds: 60,
    initialIncrement: 1,
    increment: 1,
    untimed: false,
    graceSeconds: 0,
    minimumSeconds: 0,
    minimumCharge: zero,
    blocked: false,
  };
}
