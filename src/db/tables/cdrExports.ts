import type { Id } from '../../core/base/id.ts';
import type { Instant, LocalDate } from '../../core/base/time.ts';
import type { CallColumnName, ExportFormat, ExportRange } from '../../core/wires/exportedCall.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** How calls are exported; what each file is made with is copied to its row. */
export type ExportShape = {
  readonly folder: string;
  readonly format: ExportFormat;
  readonly isPacked: boolean;
  readonly columns: readonly CallColumnName[];
  readonly doesIncludeRefused: boolean;
  readonly webhookId: Id | null;
};
export type ExportSettings = ExportShape & { readonly isOn: boolean; readonly hour: number; readonly keepDays: number };

export async function lockExportSettings(tx: Tx): Promise<ExportSettings & { readonly version: number }> {
  const found = await row<ExportSettings & { version: number }>(
    tx,
    sql`select is_on as "isOn", hour, folder, format, is_packed as "isPacked", columns, does_include_refused as "doesIncludeRefused",
               webhook_id as "webhookId", keep_days as "keepDays", version
          from cdr_export_setting
           for update`,
  );
  if (!found) throw new Error('the cdr_export_setting row is missing');
  return found;
}

export async function updateExportSettings(tx: Tx, one: ExportSettings): Promise<void> {
  await rows(
    tx,
    sql`update cdr_export_setting
           set is_on = ${one.isOn}, hour = ${one.hour}, folder = ${one.folder}, format = ${one.format}, is_packed = ${one.isPacked},
               columns = ${one.columns}, does_include_refused = ${one.doesIncludeRefused}, webhook_id = ${one.webhookId}, keep_days = ${one.keepDays}`,
  );
}

/** Files that are still to be written go to the new folder: the old one may be what keeps them from it. */
export async function moveUnwritten(tx: Tx, folder: string): Promise<void> {
  await rows(tx, sql`update cdr_export set folder = ${folder} where state = 'marked'`);
}

export async function findZone(tx: Tx): Promise<string> {
  return (await row<{ zone: string }>(tx, sql`select time_zone as zone from setting`))?.zone ?? 'UTC';
}

/** How far ids of calls have been given out. */
export async function readUptoId(tx: Tx): Promise<Id> {
  return (await row<{ upto: Id }>(tx, sql`select cdr_upto() as upto`))?.upto ?? 0n;
}

export type LastExport = {
  readonly id: Id;
  readonly day: LocalDate;
  readonly untilAt: Instant;
  readonly afterId: Id;
  readonly uptoId: Id;
  readonly state: string;
};

/** Where the chain of nightly files has come to. */
export async function findLastExport(tx: Tx): Promise<LastExport | undefined> {
  return row<LastExport>(
    tx,
    sql`select id, day::text as day, until_at as "untilAt", after_id as "afterId", upto_id as "uptoId", state
          from cdr_export
         where kind <> 'copy'
         order by day desc
         limit 1`,
  );
}

export type NewExport = ExportShape & {
  readonly kind: 'nightly' | 'copy' | 'start';
  readonly day: LocalDate;
  readonly fromAt: string | null;
  readonly untilAt: string;
  readonly afterId: Id;
  readonly previousUptoId: Id;
  readonly uptoId: Id;
  readonly askedAt: string;
  readonly askedBy: string;
};

/** Undefined when this night has its file already. */
export async function insertExport(tx: Tx, one: NewExport): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into cdr_export (kind, day, from_at, until_at, after_id, previous_upto_id, upto_id, state, folder, format, is_packed, columns,
                                does_include_refused, webhook_id, asked_at, asked_by)
        values (${one.kind}, ${one.day}, ${one.fromAt}, ${one.untilAt}, ${one.afterId}, ${one.previousUptoId}, ${one.uptoId},
                'marked', ${one.folder}, ${one.format}, ${one.isPacked}, ${one.columns}, ${one.doesIncludeRefused},
                ${one.webhookId}, ${one.askedAt}, ${one.askedBy})
            on conflict do nothing
     returning id`,
  );
  return found?.id;
}

export type StoredExport = ExportShape &
  Omit<ExportRange, 'kind'> & {
    readonly id: Id;
    readonly kind: 'nightly' | 'copy' | 'start';
    readonly day: LocalDate;
    readonly state: 'marked' | 'done';
  };

export async function lockExport(tx: Tx, id: Id): Promise<StoredExport | undefined> {
  return row<StoredExport>(
    tx,
    sql`select id, kind, day::text as day, to_json(from_at) #>> '{}' as "fromAt", to_json(until_at) #>> '{}' as "untilAt", after_id as "afterId",
               previous_upto_id as "previousUptoId", upto_id as "uptoId", state, folder, format, is_packed as "isPacked", columns,
               does_include_refused as "doesIncludeRefused", webhook_id as "webhookId"
          from cdr_export
         where id = ${id}
           for update`,
  );
}

export async function listOpenExports(tx: Tx): Promise<readonly Id[]> {
  return (await rows<{ id: Id }>(tx, sql`select id from cdr_export where state = 'marked' order by id`)).map(({ id }) => id);
}

/** Draws the mark the first time; true once no call up to `upto_id` can come any more. */
export async function isExportDecided(tx: Tx, id: Id): Promise<boolean> {
  return (await row<{ is: boolean }>(tx, sql`select cdr_export_is_decided(${id}) as is`))?.is ?? false;
}

/** Where the first file begins is known: behind `afterId`. */
export async function saveStartDone(tx: Tx, id: Id, afterId: Id, at: string): Promise<void> {
  await rows(tx, sql`update cdr_export set state = 'done', finished_at = ${at}, after_id = ${afterId} where id = ${id}`);
}

export type WrittenFile = {
  readonly fileName: string;
  readonly callCount: number;
  readonly byteCount: number;
  readonly sha256: string;
};

export async function saveExportDone(tx: Tx, id: Id, one: WrittenFile & { readonly at: string }): Promise<void> {
  await rows(
    tx,
    sql`update cdr_export
           set state = 'done', finished_at = ${one.at}, file_name = ${one.fileName}, call_count = ${one.callCount}, byte_count = ${one.byteCount},
               sha256 = ${one.sha256}, problem = ''
         where id = ${id}`,
  );
}

export async function saveExportProblem(tx: Tx, id: Id, problem: string): Promise<void> {
  await rows(tx, sql`update cdr_export set problem = ${problem} where id = ${id} and state = 'marked'`);
}

export type OldFile = { readonly id: Id; readonly folder: string; readonly fileName: string };

/** Files that are older than they are kept. */
export async function listOldFiles(tx: Tx, now: string, limit: number): Promise<readonly OldFile[]> {
  return rows<OldFile>(
    tx,
    sql`select e.id, e.folder, e.file_name as "fileName"
          from cdr_export e, cdr_export_setting s
         where e.file_name <> ''
           and e.removed_at is null
           and e.finished_at < ${now}::timestamptz - make_interval(days => s.keep_days)
         order by e.id
         limit ${limit}`,
  );
}

export async function saveFileRemoved(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update cdr_export set removed_at = ${at} where id = ${id} and removed_at is null`);
}
