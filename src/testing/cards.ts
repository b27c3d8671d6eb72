import { randomInt } from 'node:crypto';
import type { WishedCard } from '../core/accounts/paymentCard.ts';
import { hasLuhnDigit } from '../core/base/id.ts';

/** For tests: a card number of Visa that nobody has seen before, and that is found again wherever it leaks. */
export function randomCardNumber(): string {
  const digits = `4${Array.from({ length: 14 }, () => randomInt(10)).join('')}`;
  return [...'0123456789'].map((last) => digits + last).find(hasLuhnDigit) ?? '';
}

/** For tests: a good card, as somebody types it. */
export function cardOf(number: string = randomCardNumber()): WishedCard {
  return { holder: 'Ann Example', number: number.replace(/(.{4})(?=.)/g, '$1 '), expiry: '2040-05' };
}
