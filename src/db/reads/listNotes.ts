import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

type NoteRow = { id: string; body: string; authorName: string; isPinned: boolean; createdAt: Instant };

export type NoteFilter = { readonly search?: string | undefined };

/** The running log of an account: pinned first, then newest first. Each word of `search` stands in the note or is its author. */
export async function listNotes(tx: Tx, accountId: Id, filter: NoteFilter, page: PageRequest) {
  const [isPinned, after] = keysOf(page.after, /^(true|false)$/, idPattern) ?? [];
  const words = (filter.search ?? '').split(/\s+/).filter((word) => word !== '');
  const conditions = [
    sql`account_id = ${accountId}`,
    ...words.slice(0, 8).map((word) => sql`(body || ' ' || author_name) ilike ${`%${likeText(word)}%`}`),
    ...(after === undefined ? [] : [sql`(is_pinned, n.id) < (${isPinned === 'true'}, ${after}::bigint)`]),
  ];
  const found = await notesWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(String(one.isPinned), one.id));
}

export async function findNote(tx: Tx, noteId: Id) {
  const found = (await notesWhere(tx, sql`n.id = ${noteId}`, 1))[0];
  return found && toItem(found);
}

function notesWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly NoteRow[]> {
  return rows<NoteRow>(
    tx,
    sql`select n.id::text as id, body, author_name as "authorName", is_pinned as "isPinned", created_at as "createdAt"
          from note n
         where ${condition}
         order by is_pinned desc, n.id desc
         limit ${limit}`,
  );
}

const toItem = (note: NoteRow) => ({ ...note, createdAt: formatInstant(note.createdAt) });
