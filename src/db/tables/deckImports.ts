import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import type { DeckCounts, DeckKind, DeckState } from '../../core/decks/deckState.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type DeckImportRow = {
  readonly id: Id;
  readonly billingPackageId: Id;
  readonly kind: DeckKind;
  readonly state: DeckState;
  readonly fileBytes: bigint;
  readonly fileKind: 'csv' | 'xlsx' | null;
  readonly encoding: string | null;
  readonly format: DeckFormat | null;
  /** Bulk edit and copy: what is done to each rate, as JSON (its money in text). */
  readonly edit: unknown;
  readonly fromPackageId: Id | null;
  readonly linesDone: number;
  readonly faultCount: number;
  readonly activateAt: Instant | null;
  readonly counts: DeckCounts | null;
  readonly leadSeconds: number;
  readonly bookedFrom: Instant | null;
  readonly impactState: 'none' | 'running' | 'done';
  readonly impactAfter: bigint;
  readonly impactFrom: Instant | null;
  readonly impactTo: Instant | null;
  readonly isCleared: boolean;
  readonly createdAt: Instant;
  readonly version: number;
};

const columns = sql`id, billing_package_id as "billingPackageId", kind, state, file_bytes as "fileBytes", file_kind as "fileKind", encoding, format,
  edit, from_package_id as "fromPackageId", lines_done as "linesDone", fault_count as "faultCount", activate_at as "activateAt", counts,
  lead_seconds as "leadSeconds", booked_from as "bookedFrom", impact_state as "impactState", impact_after as "impactAfter",
  impact_from as "impactFrom", impact_to as "impactTo", is_cleared as "isCleared", created_at as "createdAt", version`;

/** Undefined when there is no such import. */
export async function lockDeckImport(tx: Tx, id: Id): Promise<DeckImportRow | undefined> {
  return row(tx, sql`select ${columns} from deck_import where id = ${id} for no key update`);
}

/** What the office has to do next: the oldest import that waits for it. */
export async function findDeckToDo(tx: Tx): Promise<DeckImportRow | undefined> {
  return row(
    tx,
    sql`select ${columns}
          from deck_import
         where state in ('reading', 'comparing', 'confirmed')
            or impact_state = 'running'
            or (state in ('booked', 'undone', 'cancelled') and not is_cleared)
         order by id
         limit 1`,
  );
}

export type NewDeckImport = {
  readonly billingPackageId: Id;
  readonly kind: DeckKind;
  readonly state: DeckState;
  readonly fileName: string;
  readonly format: DeckFormat | null;
  readonly edit: unknown;
  readonly fromPackageId: Id | null;
  readonly by: string;
  readonly at: string;
};

export async function insertDeckImport(tx: Tx, one: NewDeckImport): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into deck_import (billing_package_id, kind, state, file_name, format, edit, from_package_id, created_by, created_at)
        values (${one.billingPackageId}, ${one.kind}, ${one.state}, ${one.fileName}, ${json(one.format)}, ${json(one.edit)}, ${one.fromPackageId},
                ${one.by}, ${one.at})
     returning id`,
  );
  if (!found) throw new Error('the import was not stored');
  return found.id;
}

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** The file is whole: what it is, and how it is probably written. */
export async function describeDeckFile(
  tx: Tx,
  id: Id,
  one: {
    readonly bytes: bigint;
    readonly fileKind: 'csv' | 'xlsx';
    readonly encoding: string | null;
    readonly format: DeckFormat;
  },
): Promise<void> {
  await rows(
    tx,
    sql`update deck_import
           set state = 'described', file_bytes = ${one.bytes}, file_kind = ${one.fileKind}, encoding = ${one.encoding}, format = ${json(one.format)}
         where id = ${id}`,
  );
}

/** Begins to read from the first line. What was read and compared before is forgotten. */
export async function restartDeck(tx: Tx, id: Id, format: DeckFormat, sourceId: Id | null): Promise<void> {
  await rows(tx, sql`delete from deck_row where deck_import_id = ${id}`);
  await rows(tx, sql`delete from deck_change where deck_import_id = ${id}`);
  await rows(tx, sql`delete from deck_fault where deck_import_id = ${id}`);
  await rows(tx, sql`delete from deck_impact where deck_import_id = ${id}`);
  await rows(
    tx,
    sql`update deck_import
           set state = 'reading', format = ${json(format)}, deck_source_id = ${sourceId}, lines_done = 0, rows_done = 0, notes_done = 0, bytes_done = 0,
               fault_count = 0, problem = '', counts = null, impact_state = 'none'
         where id = ${id}`,
  );
}

export type DeckProgress = {
  readonly lines: number;
  readonly rows: number;
  readonly notes: number;
  readonly faults: number;
  readonly bytes: bigint;
};

/** Adds what one batch came to. */
export async function addDeckProgress(tx: Tx, id: Id, one: DeckProgress): Promise<void> {
  await rows(
    tx,
    sql`update deck_import
           set lines_done = ${one.lines}, rows_done = rows_done + ${one.rows}, notes_done = notes_done + ${one.notes},
               fault_count = fault_count + ${one.faults}, bytes_done = ${one.bytes}
         where id = ${id}`,
  );
}

export async function setDeckState(tx: Tx, id: Id, state: DeckState, problem = ''): Promise<void> {
  await rows(tx, sql`update deck_import set state = ${state}, problem = ${problem} where id = ${id}`);
}

export async function setDeckCounts(tx: Tx, id: Id, counts: DeckCounts): Promise<void> {
  await rows(tx, sql`update deck_import set counts = ${json(counts)} where id = ${id}`);
}

export async function confirmDeckImport(
  tx: Tx,
  id: Id,
  activateAt: string | null,
  by: string,
  leadSeconds: number,
): Promise<void> {
  await rows(
    tx,
    sql`update deck_import set state = 'confirmed', activate_at = ${activateAt}, confirmed_by = ${by}, lead_seconds = ${leadSeconds}, problem = ''
         where id = ${id}`,
  );
}

/** The rates would not have been written before they begin: the next try begins later. */
export async function lengthenDeckLead(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`update deck_import set lead_seconds = lead_seconds * 2 where id = ${id}`);
}

export async function noteDeckBooked(tx: Tx, id: Id, from: string, at: string): Promise<void> {
  await rows(tx, sql`update deck_import set state = 'booked', booked_from = ${from}, booked_at = ${at} where id = ${id}`);
}

export async function noteDeckUndone(tx: Tx, id: Id, by: string, at: string): Promise<void> {
  await rows(tx, sql`update deck_import set state = 'undone', undone_by = ${by}, undone_at = ${at} where id = ${id}`);
}

/** Throws away the file and what was read of it; the report of a booked import stays. */
export async function clearDeck(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`delete from deck_row where deck_import_id = ${id}`);
  await rows(tx, sql`delete from deck_chunk where deck_import_id = ${id}`);
  await rows(
    tx,
    sql`delete from deck_change where deck_import_id = ${id} and exists (select from deck_import where id = ${id} and state = 'cancelled')`,
  );
  await rows(tx, sql`update deck_import set is_cleared = true where id = ${id}`);
}

/** A package may be worked on by minutes-long statements; the usual limit would stop them. */
export async function allowMinutes(tx: Tx): Promise<void> {
  await rows(tx, sql`select set_config('statement_timeout', '30min', true)`);
}
