import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

export type EntryRow = {
  transferId: string;
  line: number;
  kind: string;
  key: string;
  description: string;
  actorName: string;
  occurredAt: Instant;
  postedAt: Instant;
  /** Debit positive. */
  amount: Amount;
  balanceAfter: Amount;
};

export const entryColumns = sql`e.transfer_id::text as "transferId", e.line, t.kind, t.key,
  t.description || case when e.ledger = 'unbilled' and t.kind = 'invoice' then ': no longer unbilled' else '' end as description,
  t.actor_name as "actorName",
  t.occurred_at as "occurredAt", t.posted_at as "postedAt", e.amount, e.balance_after as "balanceAfter"`;

/** The statement of an account, newest first. */
export async function listLedger(tx: Tx, accountId: Id, page: PageRequest) {
  const [transferId, line] = keysOf(page.after, idPattern, /^\d{1,4}$/) ?? ['9223372036854775807', '0'];
  const found = await rows<EntryRow>(
    tx,
    sql`select ${entryColumns}
          from entry e
          join transfer t on t.id = e.transfer_id
         where e.account_id = ${accountId}
           and (e.transfer_id, e.line) < (${transferId}::bigint, ${line}::smallint)
         order by e.transfer_id desc, e.line desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toEntry, (one) => cursorOf(one.transferId, String(one.line)));
}

/** A correction by re-rating is keyed by its run and the call. */
const rerateMark = /^\d+:/;

/** On a statement, money in favour of the customer is positive: the credit side of the customer's ledger. */
export function toEntry({ key, amount, balanceAfter, occurredAt, postedAt, ...shown }: EntryRow) {
  return {
    ...shown,
    occurredAt: formatInstant(occurredAt),
    postedAt: formatInstant(postedAt),
    amount: formatAmount(-amount),
    balanceAfter: formatAmount(balanceAfter),
    ...(shown.kind.startsWith('call') && { callId: key.replace(rerateMark, '') }),
  };
}
