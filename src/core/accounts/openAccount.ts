import type { Id } from '../base/id.ts';
import type { Amount } from '../base/money.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { AccountProtocol, PaymentType } from './account.ts';

/** How an account calls and pays. */
export type AccountSettings = {
  readonly paymentType: PaymentType;
  readonly protocol: AccountProtocol;
  readonly billingPackageId: Id;
  readonly routeId: Id;
  /** Concurrent calls. */
  readonly callLimit: number;
  /** For one day in the operator's time zone; null = none. */
  readonly dailySpendLimit: Amount | null;
  /** For one hour by the clock; null = none. */
  readonly hourlySpendLimit: Amount | null;
  /** Balances at which a Pre-Paid customer is warned; null = as the operator's settings say, empty = never. */
  readonly lowBalanceAt: readonly Amount[] | null;
  /** How far below zero calls may go; null = no limit (Post-Paid). Pre-Paid: always 0. */
  readonly creditLimit: Amount | null;
  /** E.164 prefixes; when there are any, only these may be called. */
  readonly allowedPrefixes: readonly string[];
  readonly blockedPrefixes: readonly string[];
};

/** What the operator's settings fill in for fields that were left out of Add Account. */
export type AccountDefaults = {
  readonly paymentType: PaymentType;
  readonly protocol: AccountProtocol;
  readonly billingPackageId: Id | null;
  readonly routeId: Id | null;
  readonly callLimit: number;
  readonly dailySpendLimit: Amount | null;
  readonly hourlySpendLimit: Amount | null;
  /** For Post-Paid accounts; null = no limit. */
  readonly creditLimit: Amount | null;
  readonly allowedPrefixes: readonly string[];
  readonly blockedPrefixes: readonly string[];
};

export type WishedSettings = {
  readonly [field in keyof AccountSettings]?: AccountSettings[field] | undefined;
};

type Opened =
  | { readonly ok: true; readonly settings: AccountSettings }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** The settings of a new account: what was asked for, else the default; refused at the fields that have neither. */
export function openAccount(wished: WishedSettings, defaults: AccountDefaults): Opened {
  const billingPackageId = wished.billingPackageId ?? defaults.billingPackageId;
  const routeId = wished.routeId ?? defaults.routeId;
  if (billingPackageId === null || routeId === null) return { ok: false, faults: missing(billingPackageId, routeId) };
  const paymentType = wished.paymentType ?? defaults.paymentType;
  const settings: AccountSettings = {
    paymentType,
    protocol: wished.protocol ?? defaults.protocol,
    billingPackageId,
    routeId,
    callLimit: wished.callLimit ?? defaults.callLimit,
    dailySpendLimit: wished.dailySpendLimit === undefined ? defaults.dailySpendLimit : wished.dailySpendLimit,
    hourlySpendLimit: wished.hourlySpendLimit === undefined ? defaults.hourlySpendLimit : wished.hourlySpendLimit,
    lowBalanceAt: wished.lowBalanceAt ?? null,
    creditLimit: creditLimitFor(paymentType, wished.creditLimit, defaults.creditLimit),
    allowedPrefixes: wished.allowedPrefixes ?? defaults.allowedPrefixes,
    blockedPrefixes: wished.blockedPrefixes ?? defaults.blockedPrefixes,
  };
  const faults = settingFaults(settings);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, settings: { ...settings, creditLimit: effectiveCreditLimit(settings) } };
}

/** What was asked for stands, also where it makes no sense: it is refused at its field. The default is for Post-Paid only. */
function creditLimitFor(paymentType: PaymentType, wished: Amount | null | undefined, standard: Amount | null): Amount | null {
  if (wished !== undefined) return wished;
  return paymentType === 'post_paid' ? standard : null;
}

/** Rules between fields that the contract cannot see one by one. */
export function settingFaults(settings: AccountSettings): readonly FieldFault[] {
  if (settings.paymentType === 'pre_paid' && (settings.creditLimit ?? 0n) > 0n)
    return [{ field: 'creditLimit', message: 'A Pre-Paid account has no credit limit: its calls end when its money does.' }];
  return [];
}

/** What the ledger enforces: a Pre-Paid account never goes below zero. */
export function effectiveCreditLimit(settings: Pick<AccountSettings, 'paymentType' | 'creditLimit'>): Amount | null {
  return settings.paymentType === 'pre_paid' ? (0n as Amount) : settings.creditLimit;
}

function missing(billingPackageId: Id | null, routeId: Id | null): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (billingPackageId === null)
    faults.push({ field: 'billingPackageId', message: 'Choose a billing package: Settings name no default.' });
  if (routeId === null) faults.push({ field: 'routeId', message: 'Choose a route: Settings name no default.' });
  return faults;
}
