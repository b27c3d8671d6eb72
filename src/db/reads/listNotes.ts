import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type NoteRow = { id: string; body: string; authorName: string; isPinned: boolean; createdAt: Instant };

/** The running log of an account: pinned first, then newest first. The newest 500. */
export async function listNotes(tx: Tx, accountId: Id) {
  return notesWhere(tx, sql`account_id = ${accountId}`);
}

export async function findNote(tx: Tx, noteId: Id) {
  return (await notesWhere(tx, sql`id = ${noteId}`))[0];
}

async function notesWhere(tx: Tx, condition: Sql) {
  const found = await rows<NoteRow>(
    tx,
    sql`select n.id::text as id, body, author_name as "authorName", is_pinned as "isPinned", created_at as "createdAt"
          from note n
         where ${condition}
         order by is_pinned desc, n.id desc
         limit 500`,
  );
  return found.map((note) => ({ ...note, createdAt: formatInstant(note.createdAt) }));
}
