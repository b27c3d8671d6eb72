import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewNote = { readonly accountId: Id; readonly authorName: string; readonly body: string; readonly createdAt: string };

export async function insertNote(tx: Tx, note: NewNote): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into note (account_id, author_name, body, created_at)
        values (${note.accountId}, ${note.authorName}, ${note.body}, ${note.createdAt})
     returning id`,
  );
  if (!found) throw new Error('the note was not stored');
  return found.id;
}

export async function lockNote(tx: Tx, id: Id): Promise<{ readonly accountId: Id; readonly isPinned: boolean } | undefined> {
  return row(tx, sql`select account_id as "accountId", is_pinned as "isPinned" from note where id = ${id} for no key update`);
}

/** Everything else about a note may not be changed, by nobody's grant. */
export async function saveNotePinned(tx: Tx, id: Id, isPinned: boolean): Promise<void> {
  await rows(tx, sql`update note set is_pinned = ${isPinned} where id = ${id}`);
}
