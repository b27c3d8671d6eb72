import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { callingCodes } from '../../core/decks/callingCodes.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import type { DeckFault, DeckRow } from '../../core/decks/deckRow.ts';
import type { DeckCounts } from '../../core/decks/deckState.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Stands in no cell: cells have no control characters. */
const separator = '\u001f';

/**
 * Stores what was read. Each column travels as one text that the database takes apart: measured (2026-11-23) at three times the
 * speed of JSON, and half the work here.
 */
export async function insertDeckRows(tx: Tx, importId: Id, all: readonly DeckRow[]): Promise<void> {
  if (all.length === 0) return;
  const column = (read: (one: DeckRow) => string | number | bigint | boolean | undefined): string | null => {
    let isSaid = false;
    const texts = all.map((one) => {
      const value = read(one);
      isSaid ||= value !== undefined;
      return value ?? '';
    });
    return isSaid ? texts.join(separator) : null;
  };
  const absent = (value: bigint | null | undefined): bigint | undefined => (value === null ? -(2n ** 63n) : value);
  await rows(
    tx,
    sql`insert into deck_row (deck_import_id, line, prefix, valid_from, is_removed, destination, flag_fall, price, per_seconds, initial_increment,
                              initial_price, increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further)
        select ${importId}, line, coalesce(prefix, ''), valid_from, is_removed, destination, flag_fall, price, per_seconds, initial_increment,
               initial_price, increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further
          from unnest(
            string_to_array(${column((one) => one.line)}, ${separator}, '')::int[],
            string_to_array(${column((one) => one.prefix)}, ${separator}, ''),
            string_to_array(${column((one) => one.validFrom && formatInstant(one.validFrom))}, ${separator}, '')::timestamptz[],
            string_to_array(${column((one) => one.isRemoved)}, ${separator}, '')::boolean[],
            string_to_array(${column((one) => one.terms.destination)}, ${separator}, ''),
            string_to_array(${column((one) => one.terms.flagFall)}, ${separator}, '')::bigint[],
            string_to_array(${column((one) => one.terms.price)}, ${separator}, '')::bigint[],
            string_to_array(${column((one) => one.terms.perSeconds)}, ${separator}, '')::int[],
            string_to_array(${column((one) => one.terms.initialIncrement)}, ${separator}, '')::int[],
            string_to_array(${column((one) => absent(one.terms.initialPrice))}, ${separator}, '')::bigint[],
            string_to_array(${column((one) => one.terms.increment)}, ${separator}, '')::int[],
            string_to_array(${column((one) => one.terms.untimed)}, ${separator}, '')::boolean[],
            string_to_array(${column((one) => one.terms.graceSeconds)}, ${separator}, '')::int[],
            string_to_array(${column((one) => one.terms.minimumSeconds)}, ${separator}, '')::int[],
            string_to_array(${column((one) => one.terms.minimumCharge)}, ${separator}, '')::bigint[],
            string_to_array(${column((one) => absent(one.terms.maximumCharge))}, ${separator}, '')::bigint[],
            string_to_array(${column((one) => one.terms.blocked)}, ${separator}, '')::boolean[],
            string_to_array(${column((one) => (one.terms.further === null ? '-' : one.terms.further))}, ${separator}, ''))
          as read (line, prefix, valid_from, is_removed, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment,
                   is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further)`,
  );
}

/** Keeps faults behind those that stand there. */
export async function insertDeckFaults(tx: Tx, importId: Id, known: number, faults: readonly DeckFault[]): Promise<void> {
  await rows(
    tx,
    sql`insert into deck_fault (deck_import_id, ordinal, line, place, message)
        select ${importId}, ${known} + ordinality, line, "column", message
          from rows from (json_to_recordset(${JSON.stringify(faults)}) as (line int, "column" text, message text)) with ordinality`,
  );
}

/** The difference between what was read and the rates in force at `at`, written down; answers its figures. */
export async function compareDeckRows(tx: Tx, importId: Id, at: string, format: DeckFormat): Promise<DeckCounts> {
  const { mode, duplicates, jumpPercent } = format;
  const found = await row<{ counts: DeckCounts }>(
    tx,
    sql`select deck_compare(${importId}, ${at}, ${mode}, ${duplicates}, ${jumpPercent}, ${callingCodes}) as counts`,
  );
  if (!found) throw new Error('nothing was compared');
  return found.counts;
}

/** Writes the compared rates into the books from `from` on. Unless it is `booked`, nothing was written. */
export async function bookDeckRows(
  tx: Tx,
  importId: Id,
  from: string,
  leadSeconds: number,
): Promise<'booked' | 'stale' | 'late'> {
  await rows(tx, sql`savepoint booking`);
  const found = await row<{ outcome: 'booked' | 'stale' | 'late' }>(
    tx,
    sql`select outcome from deck_book(${importId}, ${from}, make_interval(secs => ${leadSeconds}))`,
  );
  if (!found) throw new Error('nothing was booked');
  if (found.outcome !== 'booked') await rows(tx, sql`rollback to savepoint booking`);
  return found.outcome;
}

/** Takes a booked import back; the answer is a prefix that was changed since, and then nothing has happened. */
export async function undoDeckRows(tx: Tx, importId: Id, at: string): Promise<string | undefined> {
  const found = await row<{ covered: string | null }>(tx, sql`select deck_undo(${importId}, ${at}) as covered`);
  return found?.covered ?? undefined;
}
