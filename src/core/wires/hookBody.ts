import { alertOf, alertText } from '../accounts/alert.ts';
import { formatAmount } from '../base/money.ts';
import { formatInstant, type Instant } from '../base/time.ts';
import { type CallColumnName, callColumnList, callFields, type ExportedCall } from './exportedCall.ts';
import type { SentEvent } from './hookEvents.ts';

/** What is stored of an event; money is text of 10^-8 units. */
export type HookFacts = Readonly<Record<string, unknown>>;
export type HookAccount = {
  readonly id: bigint;
  readonly accountNumber: string;
  readonly customerNumber: string;
  readonly reference: string;
  readonly currency: string;
};
export type ToldEvent = {
  readonly key: string;
  readonly kind: SentEvent;
  readonly at: Instant;
  readonly facts: HookFacts;
  readonly account: HookAccount | undefined;
  /** The calls that the event is about. */
  readonly calls: readonly ExportedCall[];
  /** Of an export: what was chosen. */
  readonly columns?: readonly CallColumnName[] | undefined;
  /** The operator's, where there is no account. */
  readonly currency: string;
};

/** The facts that are money; they go out as decimal strings. */
const moneyFacts = new Set(['amount', 'total', 'open', 'balance', 'level', 'limit']);

/** What is sent of an event: JSON, the same bytes however often it is made. Customers' names and addresses are not in it. */
export function hookBody(event: ToldEvent): string {
  const { account } = event;
  return JSON.stringify({
    id: event.key,
    type: event.kind,
    createdAt: formatInstant(event.at),
    account: account
      ? {
          id: account.id.toString(),
          accountNumber: account.accountNumber,
          customerNumber: account.customerNumber,
          reference: account.reference,
        }
      : null,
    data: dataOf(event),
  });
}

function dataOf(event: ToldEvent): object {
  const currency = event.account?.currency ?? event.currency;
  switch (event.kind) {
    case 'call.ended':
    case 'call.refused':
      return event.calls[0] ? callFields(event.calls[0], callColumnList) : {};
    case 'cdr_export.calls': {
      const { afterId: _after, throughId: _through, ...told } = event.facts;
      return { ...told, calls: event.calls.map((call) => callFields(call, event.columns ?? callColumnList)) };
    }
    case 'alert.raised': {
      const { kind, params, alertId } = event.facts as { kind: string; params: Record<string, string>; alertId: string };
      return { alertId, kind, text: alertText(alertOf(kind, params), currency) };
    }
    case 'balance.low':
    case 'balance.empty':
      return { ...withMoney(event.facts), currency };
    default:
      return withMoney(event.facts);
  }
}

function withMoney(facts: HookFacts): HookFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      moneyFacts.has(name) && typeof value === 'string' ? formatAmount(BigInt(value)) : value,
    ]),
  );
}
