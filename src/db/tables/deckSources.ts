import type { Id } from '../../core/base/id.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import { row, sql, type Tx } from '../sql.ts';

/** How this source writes its decks; undefined when it is not known. */
export async function findDeckSource(tx: Tx, id: Id): Promise<DeckFormat | undefined> {
  return (await row<{ format: DeckFormat }>(tx, sql`select format from deck_source where id = ${id}`))?.format;
}

/** Remembers how a source writes its decks, from now on. */
export async function saveDeckSource(tx: Tx, name: string, format: DeckFormat, at: string): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into deck_source (name, format, changed_at) values (${name}, ${JSON.stringify(format)}, ${at})
            on conflict (name) do update set format = excluded.format, changed_at = excluded.changed_at
     returning id`,
  );
  if (!found) throw new Error('the source was not stored');
  return found.id;
}
