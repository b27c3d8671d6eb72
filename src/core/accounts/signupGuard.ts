import type { Seconds } from '../base/time.ts';
import type { SignupForm, SignupLimits } from './signupForm.ts';

/** What is known of a sent form besides its fields. */
export type SignupOrigin = {
  /** The `Origin` header; `null` in words where a browser hides it. */
  readonly origin: string | undefined;
  /** The origin of the `Referer` header. */
  readonly referer: string | undefined;
  /** Our own origin's host, as the browser asked for it. */
  readonly host: string;
  /** True when the form carries a token of our hosted page. */
  readonly hasPageToken: boolean;
};
/** `hosted`: our own page. Otherwise the origin of the page that sent it; undefined when that page may not. */
export type SignupSite = 'hosted' | (string & {});

/**
 * Where a form was sent from. A page says who it is by `Origin`, else by `Referer`; one that says nothing must have been
 * ours, which its token proves. Anybody can write these headers by hand: this keeps other people's pages out, not programs.
 */
export function siteOf(form: Pick<SignupForm, 'allowedSites'>, sent: SignupOrigin): SignupSite | undefined {
  const origin = sent.origin === undefined || sent.origin === 'null' ? sent.referer : sent.origin;
  if (origin === undefined) return sent.hasPageToken ? 'hosted' : undefined;
  if (origin.replace(/^https?:\/\//, '') === sent.host) return 'hosted';
  return form.allowedSites.includes(origin) ? origin : undefined;
}

/** Signups that came lately. */
export type SignupCounts = { readonly ofAddressHour: number; readonly ofFormHour: number; readonly ofFormDay: number };

/** True when one more would be too many. */
export function isFlooded(counts: SignupCounts, limits: SignupLimits): boolean {
  return counts.ofAddressHour >= limits.addressHour || counts.ofFormHour >= limits.formHour || counts.ofFormDay >= limits.formDay;
}

/** A person needs longer than this for the shortest form. */
export const fillSecondsMin: Seconds = 2;
/** A page left open longer than this asks to be sent again. */
export const fillSecondsMax: Seconds = 24 * 3600;
/** Letters to one address a day: nobody fills somebody else's letter-box through our form. */
export const lettersPerDay = 3;

const usualBits = 12;
const mostBits = 18;
/** Signups in an hour up to which the puzzle stays small. */
const calmHour = 8;

/**
 * How many zero bits a solution must begin with: 12 (4,000 hashes, a blink) while it is calm, one more each time the rate of
 * the last hour doubles, up to 18 (260,000 hashes, seconds on a phone).
 */
export function puzzleBits(ofFormHour: number): number {
  const doublings = Math.max(0, Math.ceil(Math.log2(Math.max(1, ofFormHour) / calmHour)));
  return Math.min(mostBits, usualBits + doublings);
}

/** True when the hex text of a hash begins with so many zero bits. */
export function hasZeroBits(hex: string, bits: number): boolean {
  const whole = Math.floor(bits / 4);
  if (hex.slice(0, whole) !== '0'.repeat(whole)) return false;
  const rest = bits % 4;
  return rest === 0 || Number.parseInt(hex[whole] ?? 'f', 16) < 2 ** (4 - rest);
}

/** Whom the limit per address counts together: an IPv4 address, or the /64 of an IPv6 one, which one household has whole. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  const groups = [...first, ...zeros, ...last].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
