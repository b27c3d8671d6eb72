import type { Id } from '../../core/base/id.ts';
import { row, sql, type Tx } from '../sql.ts';

export type NewCardReveal = {
  readonly cardId: Id;
  readonly accountId: Id;
  readonly staffId: Id;
  readonly reason: string;
  readonly askedAt: string;
};

export async function insertCardReveal(tx: Tx, reveal: NewCardReveal): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into card_reveal (card_id, account_id, staff_id, reason, asked_at)
        values (${reveal.cardId}, ${reveal.accountId}, ${reveal.staffId}, ${reveal.reason}, ${reveal.askedAt})
     returning id`,
  );
  if (!found) throw new Error('the reveal was not stored');
  return found.id;
}

/** How many cards this person asked to see since then. */
export async function countCardReveals(tx: Tx, staffId: Id, since: string): Promise<number> {
  const found = await row<{ n: number }>(
    tx,
    sql`select count(*)::int as n from card_reveal where staff_id = ${staffId} and asked_at > ${since}`,
  );
  return found?.n ?? 0;
}

/** Uses up a reveal that was asked for by this person since then; undefined when there is none, or it was used before. */
export async function takeCardReveal(
  tx: Tx,
  revealId: Id,
  staffId: Id,
  since: string,
  at: string,
): Promise<{ readonly cardId: Id; readonly accountId: Id } | undefined> {
  return row(
    tx,
    sql`update card_reveal set opened_at = ${at}
         where id = ${revealId} and staff_id = ${staffId} and asked_at > ${since} and opened_at is null
     returning card_id as "cardId", account_id as "accountId"`,
  );
}
