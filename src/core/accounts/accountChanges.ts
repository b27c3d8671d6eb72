import { type FieldChange, fieldChanges, type PlainValue } from '../base/fieldChange.ts';
import { type Amount, formatAmount } from '../base/money.ts';
import type { CustomerDetails } from './details.ts';
import type { AccountSettings } from './openAccount.ts';

/** Everything of an account that Edit Account changes, with the names that people know packages and routes by. */
export type AccountFields = {
  readonly details: CustomerDetails;
  readonly settings: AccountSettings;
  readonly agentNumber: string;
  readonly billingPackageName: string;
  readonly routeName: string;
};

/** What history keeps of a change of details and settings: each field with its old and new value, in words. */
export function accountChanges(before: AccountFields, after: AccountFields): readonly FieldChange[] {
  return fieldChanges(plainOf(before), plainOf(after));
}

function plainOf({ details, settings, ...rest }: AccountFields): Readonly<Record<string, PlainValue>> {
  return {
    ...details,
    agentNumber: rest.agentNumber,
    paymentType: settings.paymentType,
    protocol: settings.protocol,
    billingPackageId: rest.billingPackageName,
    routeId: rest.routeName,
    callLimit: settings.callLimit,
    dailySpendLimit: text(settings.dailySpendLimit),
    hourlySpendLimit: text(settings.hourlySpendLimit),
    lowBalanceAt: settings.lowBalanceAt?.map((limit) => formatAmount(limit)) ?? null,
    // Pre-Paid stands as a limit of zero in the ledger; nobody set it.
    creditLimit: settings.paymentType === 'pre_paid' ? null : text(settings.creditLimit),
    allowedPrefixes: settings.allowedPrefixes,
    blockedPrefixes: settings.blockedPrefixes,
  };
}

const text = (limit: Amount | null): string | null => (limit === null ? null : formatAmount(limit));
