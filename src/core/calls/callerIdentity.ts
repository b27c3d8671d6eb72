import { type DialPlan, normaliseNumber } from '../base/phone.ts';
import type { Incoming } from './call.ts';

/** Names longer than this fit no display. Characters. */
const nameLengthMax = 40;

/**
 * The name that a caller outside claims, safe for every place it may reach (dial plans, headers, screens): letters, digits,
 * blanks, dots and dashes of any script. Quotes, angle brackets, line breaks and the like are what attacks are made of, and
 * no display needs them.
 */
export function cleanCallerName(text: string): string {
  const kept = text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}. -]+/gu, ' ');
  return [...kept.replace(/ +/g, ' ').trim()].slice(0, nameLengthMax).join('').trim();
}

/** The number that a caller outside claims: E.164 digits where it is such a number, else its digits; empty = withheld or nonsense. */
export function cleanCallerNumber(text: string, plan: DialPlan): string {
  const typed = text.trim();
  if (!/^\+?[\d\s\-./()]{1,40}$/.test(typed)) return '';
  const normalised = normaliseNumber(typed, plan);
  if (normalised.ok) return normalised.number;
  const digits = typed.replace(/\D/g, '');
  return digits.length >= 1 && digits.length <= 15 ? digits : '';
}

/** Who calls, as far as it may be shown and kept. */
export const cleanIncoming = (incoming: Incoming, plan: DialPlan): Incoming => ({
  ...incoming,
  callerNumber: cleanCallerNumber(incoming.callerNumber, plan),
  callerName: cleanCallerName(incoming.callerName),
});

/** Marks a number as one outside: what calls us from there may claim any number, also that of a phone of ours. */
export const outsideCaller = (number: string): string => `+${number}`;
export const isOutsideCaller = (from: string): boolean => from.startsWith('+');
/** What the called phone shows. */
export const shownCaller = (from: string): string => (from === '+' ? '' : from);
