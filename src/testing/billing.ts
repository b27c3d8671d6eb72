import { randomUUID } from 'node:crypto';
import { addAccount } from '../actions/accounts/addAccount.ts';
import { changeBillingSettings } from '../actions/invoicing/changeBillingSettings.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { CustomerDetails } from '../core/accounts/details.ts';
import type { WishedSettings } from '../core/accounts/openAccount.ts';
import type { Id } from '../core/base/id.ts';
import { amount } from '../core/base/money.ts';
import type { WishedExtra } from '../core/extras/extra.ts';
import type { BillingSettings } from '../core/invoicing/billingSettings.ts';
import type { Tax } from '../core/invoicing/tax.ts';
import { withConnection } from '../db/connection.ts';
import { row, rows, sql } from '../db/sql.ts';
import { getBillingSettings } from '../db/tables/billingSettings.ts';
import { detailsOf } from './accounts.ts';
import type { TestPanel } from './panel.ts';

export const address = { address1: '1 Test Street', city: 'Testville', postcode: '2000' };

/** For tests: a customer with an address, so that there is nothing that keeps invoices from being issued. */
export async function openBilledAccount(
  context: ActionContext,
  options: {
    readonly settings?: WishedSettings;
    readonly extras?: readonly WishedExtra[];
    readonly details?: Partial<CustomerDetails>;
  } = {},
): Promise<Id> {
  const { accountId } = await run(context, systemActor, addAccount, {
    details: detailsOf({ ...address, ...options.details }),
    settings: { paymentType: 'post_paid', ...options.settings },
    customerNumber: undefined,
    extras: options.extras ?? [],
    note: '',
  });
  return accountId;
}

/** For tests: an extra of 10.00 a month. */
export function extraOf(given: Partial<WishedExtra> = {}): WishedExtra {
  return {
    ...{
      description: 'Monthly Fee',
      cost: amount('10'),
      chargePeriod: 'monthly',
      endsOn: null,
      doesProrate: false,
      isTaxable: true,
    },
    ...given,
  };
}

/** For tests: changes some of the billing settings, and all taxes if there are any. */
export async function setBilling(context: ActionContext, given: Partial<BillingSettings>, taxes?: readonly Tax[]): Promise<void> {
  const stored = await withConnection(context.pool, getBillingSettings);
  await run(context, systemActor, changeBillingSettings, {
    settings: { ...stored.settings, ...given },
    taxes: taxes ?? stored.taxes,
    version: stored.version,
  });
}

/** For tests: GST of 10 %, added. */
export const gst: Tax = {
  ...{ name: 'GST', percent: 100_000n, isInclusive: false, appliesTo: 'everything', countries: [], hasReverseCharge: false },
};

/** For tests: a finished call as call_settle books it, without a call engine: the entries and the CDR, at this instant. */
export async function addCall(
  panel: TestPanel,
  accountId: Id,
  call: { readonly price: string; readonly endedAt: string; readonly destination?: string; readonly seconds?: number },
): Promise<string> {
  const callId = randomUUID();
  const price = amount(call.price);
  await panel.asOwner(`
    with booked as (
      select p.transfer_id from account a
        cross join lateral ledger_post('call', '${callId}', '${call.endedAt}', 'Call', 'system',
          array['call_revenue', case a.payment_type when 'pre_paid' then 'prepaid' else 'unbilled' end], array[0, a.id], array[-${price}, ${price}]::bigint[]) p
       where a.id = ${accountId})
    insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at,
                     answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause, transfer_id)
    select '${callId}', n.account_id, n.id, 'sip', n.number, '0299990000', '61299990000', 'outside', '${call.destination ?? 'Australia'}',
           '${call.endedAt}', '${call.endedAt}', '${call.endedAt}', ${(call.seconds ?? 60) * 1000}, ${call.seconds ?? 60}, ${price}, ${price}, 'answered', 16,
           (select transfer_id from booked)
      from network_number n
     where n.account_id = ${accountId}
     order by n.id
     limit 1`);
  return callId;
}

export type LedgerSums = { readonly unbilled: bigint; readonly receivable: bigint; readonly prepaid: bigint };

/** For tests: what stands on each ledger of an account, debit positive. */
export async function ledgerOf(context: ActionContext, accountId: Id): Promise<LedgerSums> {
  const found = await withConnection(context.pool, (tx) =>
    row<LedgerSums>(
      tx,
      sql`select coalesce(sum(amount) filter (where ledger = 'unbilled'), 0)::bigint as unbilled,
                 coalesce(sum(amount) filter (where ledger = 'receivable'), 0)::bigint as receivable,
                 coalesce(sum(amount) filter (where ledger = 'prepaid'), 0)::bigint as prepaid
            from entry
           where account_id = ${accountId}`,
    ),
  );
  return found ?? { unbilled: 0n, receivable: 0n, prepaid: 0n };
}

export type InvoiceSummary = {
  readonly id: Id;
  readonly number: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly total: bigint;
};

/** For tests: the invoices and credit notes of an account, oldest first. */
export async function invoicesOf(context: ActionContext, accountId: Id): Promise<readonly InvoiceSummary[]> {
  return withConnection(context.pool, (tx) =>
    rows<InvoiceSummary>(
      tx,
      sql`select id, number, kind, period_from as from, period_to as to, total from invoice where account_id = ${accountId} order by id`,
    ),
  );
}
