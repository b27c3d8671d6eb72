import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { CallColumnName, ExportFormat } from '../../core/wires/exportedCall.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type SettingsRow = {
  isOn: boolean;
  hour: number;
  folder: string;
  format: ExportFormat;
  isPacked: boolean;
  columns: CallColumnName[];
  doesIncludeRefused: boolean;
  webhookId: string | null;
  keepDays: number;
  version: number;
};

export async function getCdrExportSettings(tx: Tx) {
  const found = await row<SettingsRow>(
    tx,
    sql`select is_on as "isOn", hour, folder, format, is_packed as "isPacked", columns, does_include_refused as "doesIncludeRefused",
               webhook_id::text as "webhookId", keep_days as "keepDays", version
          from cdr_export_setting`,
  );
  if (!found) throw new Error('the cdr_export_setting row is missing');
  return found;
}

type ExportRow = {
  id: string;
  kind: 'nightly' | 'copy';
  day: string;
  state: 'marked' | 'done';
  problem: string;
  folder: string;
  format: ExportFormat;
  fileName: string;
  callCount: bigint | null;
  byteCount: bigint | null;
  sha256: string | null;
  askedAt: Instant;
  askedBy: string;
  finishedAt: Instant | null;
  removedAt: Instant | null;
};

/** Files of calls, newest first. */
export async function listCdrExports(tx: Tx, filter: { readonly kind?: 'nightly' | 'copy' | undefined }, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [
    sql`kind <> 'start'`,
    ...(filter.kind === undefined ? [] : [sql`kind = ${filter.kind}`]),
    ...(after === undefined ? [] : [sql`id < ${after}`]),
  ];
  const found = await exportsWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findCdrExport(tx: Tx, id: Id) {
  const [found] = await exportsWhere(tx, sql`id = ${id}`, 1);
  return found && toItem(found);
}

/** Where a file lies that is there. */
export async function findCdrExportFile(tx: Tx, id: Id) {
  const [found] = await exportsWhere(tx, sql`id = ${id} and state = 'done' and removed_at is null and file_name <> ''`, 1);
  return found && { folder: found.folder, fileName: found.fileName, format: found.format };
}

function exportsWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly ExportRow[]> {
  return rows<ExportRow>(
    tx,
    sql`select id::text as id, kind, day::text as day, state, problem, folder, format, file_name as "fileName", call_count as "callCount",
               byte_count as "byteCount", sha256, asked_at as "askedAt", asked_by as "askedBy", finished_at as "finishedAt",
               removed_at as "removedAt"
          from cdr_export
         where kind <> 'start'
           and ${condition}
         order by id desc
         limit ${limit}`,
  );
}

function toItem(found: ExportRow) {
  const { id, kind, day, problem, folder, fileName, callCount, byteCount, sha256, askedAt, askedBy, finishedAt } = found;
  return {
    ...{ id, kind, day, state: stateOf(found), problem, askedAt: formatInstant(askedAt), askedBy },
    place: [folder, fileName].filter((part) => part !== '').join('/'),
    ...(callCount !== null && { callCount: Number(callCount) }),
    ...(byteCount !== null && { byteCount: Number(byteCount) }),
    ...(sha256 !== null && { sha256 }),
    ...(finishedAt !== null && { finishedAt: formatInstant(finishedAt) }),
  };
}

function stateOf({ state, removedAt }: ExportRow): 'writing' | 'done' | 'removed' {
  if (removedAt !== null) return 'removed';
  return state === 'done' ? 'done' : 'writing';
}
