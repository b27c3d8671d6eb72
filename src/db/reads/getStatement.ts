import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount, zeroAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { type EntryRow, entryColumns, toEntry } from './listLedger.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

/** Where an account stood: after which entry, with what balance. */
type Standing = { readonly transferId: bigint; readonly balance: Amount };
const before: Standing = { transferId: -(2n ** 63n), balance: zeroAmount };

/** A statement as it was at `at`; the entries are those posted in [from, at), newest first. */
export async function getStatement(
  tx: Tx,
  accountId: Id,
  period: { readonly from: Instant | undefined; readonly at: Instant },
  page: PageRequest,
) {
  const closing = await standingAt(tx, accountId, period.at);
  const opening = period.from === undefined ? before : await standingAt(tx, accountId, period.from);
  const [transferId, line] = keysOf(page.after, idPattern, /^\d{1,4}$/) ?? [String(closing.transferId), '32767'];
  const found = await rows<EntryRow>(
    tx,
    sql`select ${entryColumns}
          from entry e
          join transfer t on t.id = e.transfer_id
         where e.account_id = ${accountId}
           and e.transfer_id > ${opening.transferId}
           and (e.transfer_id, e.line) < (${transferId}::bigint, ${line}::smallint)
         order by e.transfer_id desc, e.line desc
         limit ${page.limit + 1}`,
  );
  const held = await heldAt(tx, accountId, period.at);
  return {
    ...pageOf(found, page.limit, toEntry, (one) => cursorOf(one.transferId, String(one.line))),
    opening: formatAmount(opening.balance),
    closing: formatAmount(closing.balance),
    held: held === null ? null : formatAmount(held),
  };
}

/**
 * The last entry of an account that was posted before an instant. The instants of one account rise with its transfers, for
 * posting holds the account's lock; seals say which transfers of the others need not be looked at.
 */
async function standingAt(tx: Tx, accountId: Id, at: Instant): Promise<Standing> {
  const found = await row<Standing>(
    tx,
    sql`select e.transfer_id as "transferId", e.balance_after as balance
          from entry e
          join transfer t on t.id = e.transfer_id
         where e.account_id = ${accountId}
           and e.transfer_id <= coalesce((select upto_transfer from ledger_seal where marked_at >= ${formatInstant(at)} order by marked_at, id limit 1),
                                         9223372036854775807)
           and t.posted_at < ${formatInstant(at)}
         order by e.transfer_id desc, e.line desc
         limit 1`,
  );
  return found ?? before;
}

/** What was set aside for calls at that moment; null before the database began to keep it. */
async function heldAt(tx: Tx, accountId: Id, at: Instant): Promise<Amount | null> {
  const found = await row<{ isKnown: boolean; held: Amount }>(
    tx,
    sql`select (select holds_known_from from ledger_watch) <= ${formatInstant(at)}::timestamptz as "isKnown",
               coalesce(sum((select hold_amounts[i]
                               from generate_subscripts(hold_at, 1) as i
                              where hold_at[i] <= ${formatInstant(at)}
                              order by i desc
                              limit 1)), 0)::bigint as held
          from (select hold_at, hold_amounts
                  from past_hold
                 where account_id = ${accountId}
                   and ended_at > ${formatInstant(at)}
                   and began_at <= ${formatInstant(at)}
                union all
                select hold_at, hold_amounts from call where account_id = ${accountId}) o`,
  );
  return found?.isKnown ? found.held : null;
}
