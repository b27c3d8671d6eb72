import type { Id } from '../../core/base/id.ts';
import { row, sql, type Tx } from '../sql.ts';

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
