import { type Amount, formatAmount } from '../base/money.ts';

/** What staff are alerted to, and the words for it. */
export const alertKinds = {
  low_balance: 'Low balance',
  spend_cap: 'Spend limit reached',
  recording_stopped: 'Recording stopped',
} as const;
export type AlertKind = keyof typeof alertKinds;
export const alertKindList = Object.keys(alertKinds) as [AlertKind, ...AlertKind[]];

/** An alert with what its sentence says. */
export type AlertFacts =
  | { readonly kind: 'low_balance'; readonly level: Amount; readonly balance: Amount }
  | { readonly kind: 'spend_cap'; readonly period: 'day' | 'hour'; readonly limit: Amount }
  /** About no account. */
  | { readonly kind: 'recording_stopped'; readonly freeMegabytes: number };

/** One sentence for the staff. */
export function alertText(facts: AlertFacts, currency: string): string {
  const money = (amount: Amount): string => `${formatAmount(amount)} ${currency}`;
  switch (facts.kind) {
    case 'low_balance':
      return `The balance fell to ${money(facts.balance)}; the customer is warned at ${money(facts.level)}.`;
    case 'spend_cap':
      return `The calls of this ${facts.period} have reached the limit of ${money(facts.limit)}; further calls are refused.`;
    case 'recording_stopped':
      return `Only ${facts.freeMegabytes} MB are free on the disk, so calls are not recorded until there is room again. The calls themselves go on.`;
    default:
      return facts satisfies never;
  }
}

/** Facts as the database keeps them: money as text of 10^-8 units. */
export type AlertParams = Readonly<Record<string, string>>;

/** Reads stored facts. Throws for a kind that this program does not know. */
export function alertOf(kind: string, params: AlertParams): AlertFacts {
  const money = (name: string): Amount => BigInt(params[name] ?? '0') as Amount;
  if (kind === 'low_balance') return { kind, level: money('level'), balance: money('balance') };
  if (kind === 'spend_cap') return { kind, period: params.period === 'hour' ? 'hour' : 'day', limit: money('limit') };
  if (kind === 'recording_stopped') return { kind, freeMegabytes: Number(params.freeMegabytes ?? 0) };
  throw new RangeError(`an alert of unknown kind: ${kind}`);
}
