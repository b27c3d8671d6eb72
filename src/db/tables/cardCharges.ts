import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Instant, LocalDate } from '../../core/base/time.ts';
import type { ChargeFailure, ChargeState } from '../../core/payments/charge.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export const chargeOrigins = ['automatic', 'staff', 'customer'] as const;
export type ChargeOrigin = (typeof chargeOrigins)[number];

export type NewCharge = {
  readonly key: string;
  readonly accountId: Id;
  readonly origin: ChargeOrigin;
  readonly invoiceId: Id | null;
  readonly gateway: string;
  readonly gatewayCardId: Id | null;
  readonly keepsCard: boolean;
  readonly amount: Amount;
  readonly currency: string;
  readonly description: string;
  readonly state: 'created' | 'sent';
  readonly nextAskAt: string;
  readonly createdAt: string;
  readonly createdBy: string;
};
export type StoredCharge = {
  readonly id: Id;
  readonly key: string;
  readonly accountId: Id;
  readonly origin: ChargeOrigin;
  readonly invoiceId: Id | null;
  readonly gateway: string;
  readonly keepsCard: boolean;
  readonly amount: Amount;
  readonly currency: string;
  readonly description: string;
  readonly state: ChargeState;
  readonly page: string | null;
  readonly pageUrl: string | null;
  readonly asks: number;
  readonly sentAt: Instant | null;
};

const columns = sql`c.id, c.key, c.account_id as "accountId", c.origin, c.invoice_id as "invoiceId", c.gateway, c.keeps_card as "keepsCard",
  c.amount, c.currency, c.description, c.state, c.page, c.page_url as "pageUrl", c.asks, c.sent_at as "sentAt"`;

/** Writes an attempt down; undefined when another one of this account is under way (card_charge_alive). */
export async function insertCharge(tx: Tx, one: NewCharge): Promise<Id | undefined> {
  const sentAt = one.state === 'sent' ? one.createdAt : null;
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into card_charge (key, account_id, origin, invoice_id, gateway, gateway_card_id, keeps_card, amount, currency,
                                 description, state, next_ask_at, sent_at, created_at, created_by)
        values (${one.key}, ${one.accountId}, ${one.origin}, ${one.invoiceId}, ${one.gateway}, ${one.gatewayCardId}, ${one.keepsCard},
                ${one.amount}, ${one.currency}, ${one.description}, ${one.state}, ${one.nextAskAt}, ${sentAt}, ${one.createdAt},
                ${one.createdBy})
   on conflict (account_id) where state in ('created', 'sent', 'unknown') do nothing
     returning id`,
  );
  return found?.id;
}

export async function lockCharge(tx: Tx, id: Id): Promise<StoredCharge | undefined> {
  return row<StoredCharge>(tx, sql`select ${columns} from card_charge c where c.id = ${id} for update`);
}

/** The attempt of this account that is under way. */
export async function findLiveCharge(tx: Tx, accountId: Id): Promise<StoredCharge | undefined> {
  return row<StoredCharge>(
    tx,
    sql`select ${columns} from card_charge c where c.account_id = ${accountId} and c.state in ('created', 'sent', 'unknown')`,
  );
}

/** An attempt to be sent or asked about. `isNew`: it was written down and is to be sent now. */
export type TakenCharge = StoredCharge & { readonly isNew: boolean; readonly token: string | null };

/** Gives up attempts that were not sent yet and whose account became Pre-Paid meanwhile: the table would refuse to send them. */
export async function dropPrePaidCharges(tx: Tx, now: string): Promise<void> {
  await rows(
    tx,
    sql`update card_charge c
           set state = 'failed', failure = 'now_pre_paid', next_ask_at = null, finished_at = ${now}
          from account a
         where a.id = c.account_id
           and a.payment_type = 'pre_paid'
           and c.state = 'created'
           and c.next_ask_at <= ${now}`,
  );
}

/** Takes attempts that are due and puts them off: whoever dies meanwhile leaves them to be asked about. `created` becomes `sent`. */
export async function takeCharges(tx: Tx, now: string, leaseUntil: string, limit: number): Promise<readonly TakenCharge[]> {
  return rows<TakenCharge>(
    tx,
    sql`with due as (select id, state
                       from card_charge
                      where next_ask_at <= ${now}
                      order by next_ask_at, id
                      limit ${limit}
                        for update skip locked),
             taken as (update card_charge c
                          set state = case when due.state = 'created' then 'sent' else due.state end,
                              sent_at = coalesce(c.sent_at, ${now}::timestamptz), next_ask_at = ${leaseUntil},
                              asks = c.asks + case when due.state = 'created' then 0 else 1 end
                         from due
                        where c.id = due.id
                    returning c.*, due.state as before)
        select ${columns}, c.before = 'created' as "isNew", g.token
          from taken c
          left join gateway_card g on g.id = c.gateway_card_id`,
  );
}

export type ChargeResult = {
  readonly state: ChargeState;
  readonly failure: ChargeFailure | null;
  readonly problem: string;
  readonly reference: string;
  readonly nextAskAt: string | null;
  readonly finishedAt: string | null;
  readonly paymentId: Id | null;
};

export async function saveChargeResult(tx: Tx, id: Id, one: ChargeResult): Promise<void> {
  await rows(
    tx,
    sql`update card_charge
           set state = ${one.state}, failure = ${one.failure}, problem = ${one.problem}, reference = ${one.reference},
               next_ask_at = ${one.nextAskAt}, finished_at = ${one.finishedAt}, payment_id = ${one.paymentId}
         where id = ${id}`,
  );
}

/** The page that the gateway opened for this attempt. */
export async function saveChargePage(tx: Tx, id: Id, page: string, url: string): Promise<void> {
  await rows(tx, sql`update card_charge set page = ${page}, page_url = ${url} where id = ${id}`);
}

/** Attempts of which a notice came, or that somebody asks about, are asked about at once; answers whether there is one. */
export async function hurryCharge(tx: Tx, gateway: string, key: string, now: string): Promise<boolean> {
  const found = await rows(
    tx,
    sql`update card_charge
           set next_ask_at = ${now}
         where key = ${key}
           and gateway = ${gateway}
           and state in ('sent', 'unknown')
     returning id`,
  );
  return found.length > 0;
}

/** An invoice that may be charged, and what was tried before. */
export type ChargeableInvoice = {
  readonly invoiceId: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly open: Amount;
  readonly currency: string;
  readonly gatewayCardId: Id;
  /** Automatic attempts that failed by the card. */
  readonly failures: number;
  readonly lastFailure: ChargeFailure | null;
  readonly lastAt: Instant | null;
};

/**
 * Invoices of active Post-Paid accounts with a card at this gateway that are due, oldest first, without those whose account has an
 * attempt under way. What was never received counts as no attempt.
 */
export async function findChargeable(
  tx: Tx,
  ask: {
    readonly gateway: string;
    readonly dueBy: LocalDate;
    readonly chargeOn: 'issued' | 'due';
    readonly after: Id;
    readonly limit: number;
  },
): Promise<readonly ChargeableInvoice[]> {
  return rows<ChargeableInvoice>(
    tx,
    sql`select d.invoice_id as "invoiceId", d.account_id as "accountId", i.number, d.open, i.currency, g.id as "gatewayCardId",
               t.failures, t.last_failure as "lastFailure", t.last_at as "lastAt"
          from invoice_debt d
          join invoice i on i.id = d.invoice_id
          join account a on a.id = d.account_id and a.payment_type = 'post_paid'
          join gateway_card g on g.account_id = d.account_id and g.gateway = ${ask.gateway} and g.removed_at is null
         cross join lateral (
               select count(*)::int as failures, (array_agg(c.failure order by c.id desc))[1] as last_failure, max(c.finished_at) as last_at
                 from card_charge c
                where c.invoice_id = d.invoice_id
                  and c.origin = 'automatic'
                  and c.gateway_card_id = g.id
                  and c.state = 'failed'
                  and c.failure <> 'not_received') t
         where d.side = 'owed'
           and d.open > 0
           and d.invoice_id > ${ask.after}
           and case ${ask.chargeOn} when 'due' then d.due_on else i.issued_on end <= ${ask.dueBy}
           and not exists (select from card_charge c where c.account_id = d.account_id and c.state in ('created', 'sent', 'unknown'))
         order by d.invoice_id
         limit ${ask.limit}`,
  );
}

/** How often the card failed for this invoice by itself, the last time included. */
export async function countFailures(tx: Tx, invoiceId: Id, gateway: string): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count
          from card_charge
         where invoice_id = ${invoiceId}
           and gateway = ${gateway}
           and origin = 'automatic'
           and state = 'failed'
           and failure <> 'not_received'`,
  );
  return found?.count ?? 0;
}
