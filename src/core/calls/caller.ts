import type { AccountProtocol, PaymentType } from '../accounts/account.ts';
import type { Id } from '../base/id.ts';
import type { Amount } from '../base/money.ts';
import type { AccountGuard } from '../fraud/guardTerms.ts';
import type { Bundle } from '../rating/bundle.ts';
import type { Forwarding } from './forwarding.ts';

/** What the call path knows of a phone and the account that pays for it. A copy: `accountVersion` tells the database if it is old. */
export type Caller = {
  readonly accountId: Id;
  readonly accountVersion: number;
  readonly isAccountActive: boolean;
  /** Present: calls come in and emergency calls go out, nothing else (core/payments/dunning.ts). */
  readonly restriction?: 'incoming_only';
  readonly protocol: AccountProtocol;
  readonly paymentType: PaymentType;
  /** True when money limits the calls: Pre-Paid, or Post-Paid with a credit limit. */
  readonly isMetered: boolean;
  readonly billingPackageId: Id;
  /** Own prices of the account: a package whose rates come before those of the other where they are as long. */
  readonly exceptionPackageId?: Id;
  /** Included minutes of this account alone. */
  readonly bundles?: readonly Bundle[];
  readonly routeId: Id;
  /** A word that rules of routes ask for; absent or empty = none. */
  readonly callerGroup?: string;
  /** Calls in progress at once, for the account and for this number (undefined = the account's limit). */
  readonly callLimit: number;
  readonly numberCallLimit?: number;
  /** What calls may cost in a day of the operator's zone, and in an hour by the clock. */
  readonly dailySpendLimit?: Amount;
  readonly hourlySpendLimit?: Amount;
  /** E.164 prefixes; when there are allowed ones, only those may be called. Blocked ones win when longer. */
  readonly allowedPrefixes: readonly string[];
  readonly blockedPrefixes: readonly string[];
  /** Absent: the account was there before the fraud guard. */
  readonly guard?: AccountGuard;
  readonly networkNumberId: Id;
  readonly number: string;
  /** E.164 digits shown to the called side; empty = the network number. */
  readonly callerId: string;
  readonly isNumberActive: boolean;
  readonly forwarding: Forwarding;
  readonly hasVoicemail: boolean;
  /** The phone never rings: for callers it is busy. */
  readonly doNotDisturb?: boolean;
  /** Its calls hide who calls, but for emergency numbers. */
  readonly hidesCallerId?: boolean;
  /** Only for a customer number: a call to it rings all phones of the account. */
  readonly doesRingAll?: boolean;
};

/** True when money or a cap may end a call: it is granted slice by slice. */
export function isLimited(caller: Pick<Caller, 'isMetered' | 'dailySpendLimit' | 'hourlySpendLimit'>): boolean {
  return caller.isMetered || caller.dailySpendLimit !== undefined || caller.hourlySpendLimit !== undefined;
}

/** The longest matching prefix of the two lists decides; without allowed prefixes everything not blocked may be called. */
export function mayCall(caller: Caller, number: string): boolean {
  const allowed = longestMatch(caller.allowedPrefixes, number);
  const blocked = longestMatch(caller.blockedPrefixes, number);
  if (allowed === undefined && caller.allowedPrefixes.length > 0) return false;
  return blocked === undefined || (allowed !== undefined && allowed > blocked);
}

function longestMatch(prefixes: readonly string[], number: string): number | undefined {
  const lengths = prefixes.filter((prefix) => number.startsWith(prefix)).map((prefix) => prefix.length);
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}
