import type { Id } from '../base/id.ts';
import { type Amount, formatAmount } from '../base/money.ts';

/** What staff are alerted to, and the words for it. */
export const alertKinds = {
  low_balance: 'Low balance',
  spend_cap: 'Spend limit reached',
  fraud: 'Fraud guard',
  provider_down: 'Provider takes no calls',
  margin_below_zero: 'Calls cost more than they bring',
  ban_wave: 'Many networks banned',
  webhook_stopped: 'Webhook stopped',
  recording_stopped: 'Recording stopped',
} as const;
export type AlertKind = keyof typeof alertKinds;
export const alertKindList = Object.keys(alertKinds) as [AlertKind, ...AlertKind[]];

/** What tells of providers and of what they cost: for those who may see providers. */
export const costAlertKinds: readonly AlertKind[] = ['provider_down', 'margin_below_zero'];

/** What is about an account; its customer may be written to. */
export type CustomerAlertFacts =
  | { readonly kind: 'low_balance'; readonly level: Amount; readonly balance: Amount }
  | { readonly kind: 'spend_cap'; readonly period: 'day' | 'hour'; readonly limit: Amount }
  /** `said`: the whole sentence. */
  | { readonly kind: 'fraud'; readonly reaction: 'warn' | 'throttle' | 'lock'; readonly said: string };

/** What is about no account, and nothing for a customer to hear. */
export type StaffAlertFacts =
  | { readonly kind: 'provider_down'; readonly provider: string; readonly providerId: Id }
  | { readonly kind: 'margin_below_zero'; readonly destination: string; readonly provider: string; readonly calls: number }
  | { readonly kind: 'ban_wave'; readonly count: number }
  | { readonly kind: 'webhook_stopped'; readonly name: string; readonly reason: string }
  | { readonly kind: 'recording_stopped'; readonly freeMegabytes: number };

/** An alert with what its sentence says. */
export type AlertFacts = CustomerAlertFacts | StaffAlertFacts;

const customerAlertKinds: readonly AlertKind[] = ['low_balance', 'spend_cap', 'fraud'];
/** True for alerts that customers never hear of. */
export const isStaffAlert = (facts: AlertFacts): facts is StaffAlertFacts => !customerAlertKinds.includes(facts.kind);

/** One sentence for the staff. */
export function alertText(facts: AlertFacts, currency: string): string {
  const money = (amount: Amount): string => `${formatAmount(amount)} ${currency}`;
  switch (facts.kind) {
    case 'low_balance':
      return `The balance fell to ${money(facts.balance)}; the customer is warned at ${money(facts.level)}.`;
    case 'spend_cap':
      return `The calls of this ${facts.period} have reached the limit of ${money(facts.limit)}; further calls are refused.`;
    case 'fraud':
      return facts.said;
    case 'provider_down':
      return `Every host of ${facts.provider} is down or fenced. Calls go to the next provider of their route, or fail.`;
    case 'margin_below_zero':
      return `Today’s calls to ${facts.destination} through ${facts.provider} cost more than they bring, ${facts.calls} answered so far. Raise the price, change the route, or switch on its loss guard.`;
    case 'ban_wave':
      return `${facts.count} networks or more were banned within ten minutes: secrets or numbers of phones are being guessed from many places. See Network → Security.`;
    case 'webhook_stopped':
      return `The webhook “${facts.name}” was stopped. ${facts.reason} What happens meanwhile is kept and can be replayed.`;
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
  const { provider = '', providerId = '0', destination = '', calls = '0', name = '', reason = '' } = params;
  if (kind === 'fraud') {
    const reaction = params.reaction === 'lock' || params.reaction === 'throttle' ? params.reaction : 'warn';
    return { kind, reaction, said: params.said ?? '' };
  }
  if (kind === 'provider_down') return { kind, provider, providerId: BigInt(providerId) };
  if (kind === 'margin_below_zero') return { kind, destination, provider, calls: Number(calls) };
  if (kind === 'ban_wave') return { kind, count: Number(params.count ?? 0) };
  if (kind === 'webhook_stopped') return { kind, name, reason };
  if (kind === 'recording_stopped') return { kind, freeMegabytes: Number(params.freeMegabytes ?? 0) };
  throw new RangeError(`an alert of unknown kind: ${kind}`);
}
