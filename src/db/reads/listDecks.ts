import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { DeckFormat } from '../../core/decks/deckFormat.ts';
import type { DeckCounts, DeckKind, DeckState } from '../../core/decks/deckState.ts';
import { row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

/** Every source of decks, by name, with how it writes them. */
export async function listDeckSources(tx: Tx) {
  const found = await rows<{ id: Id; name: string; format: DeckFormat; changedAt: Instant }>(
    tx,
    sql`select id, name, format, changed_at as "changedAt" from deck_source order by lower(name), id`,
  );
  return found.map((one) => ({ ...one, id: String(one.id), changedAt: formatInstant(one.changedAt) }));
}

type ImportRow = {
  id: Id;
  billingPackageId: Id;
  packageName: string;
  kind: DeckKind;
  state: DeckState;
  sourceName: string | null;
  fileName: string;
  fileBytes: bigint;
  fileKind: 'csv' | 'xlsx' | null;
  encoding: string | null;
  format: DeckFormat | null;
  linesDone: number;
  rowsDone: number;
  notesDone: number;
  bytesDone: bigint;
  faultCount: number;
  problem: string;
  counts: DeckCounts | null;
  activateAt: Instant | null;
  bookedFrom: Instant | null;
  bookedAt: Instant | null;
  impactState: 'none' | 'running' | 'done';
  impactCalls: number;
  createdBy: string;
  createdAt: Instant;
  confirmedBy: string | null;
  undoneBy: string | null;
  undoneAt: Instant | null;
  version: number;
};

const columns = sql`i.id, i.billing_package_id as "billingPackageId", p.name as "packageName", i.kind, i.state, s.name as "sourceName",
  i.file_name as "fileName", i.file_bytes as "fileBytes", i.file_kind as "fileKind", i.encoding, i.format, i.lines_done as "linesDone",
  i.rows_done as "rowsDone", i.notes_done as "notesDone", i.bytes_done as "bytesDone", i.fault_count as "faultCount", i.problem, i.counts,
  i.activate_at as "activateAt", i.booked_from as "bookedFrom", i.booked_at as "bookedAt", i.impact_state as "impactState",
  i.impact_calls as "impactCalls", i.created_by as "createdBy", i.created_at as "createdAt", i.confirmed_by as "confirmedBy",
  i.undone_by as "undoneBy", i.undone_at as "undoneAt", i.version`;
const tables = sql`deck_import i
          join billing_package p on p.id = i.billing_package_id
          left join deck_source s on s.id = i.deck_source_id`;

/** Imports, bulk edits and copies of a package, the newest first. */
export async function listDeckImports(tx: Tx, billingPackageId: Id, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const older: Sql = after === undefined ? sql`true` : sql`i.id < ${after}`;
  const found = await rows<ImportRow>(
    tx,
    sql`select ${columns} from ${tables}
         where i.billing_package_id = ${billingPackageId} and ${older}
         order by i.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(String(one.id)));
}

export async function findDeckImport(tx: Tx, id: Id) {
  const found = await row<ImportRow>(tx, sql`select ${columns} from ${tables} where i.id = ${id}`);
  return found && toItem(found);
}

function toItem(found: ImportRow) {
  const at = (instant: Instant | null) => (instant === null ? null : formatInstant(instant));
  return {
    ...found,
    id: String(found.id),
    billingPackageId: String(found.billingPackageId),
    fileBytes: Number(found.fileBytes),
    bytesDone: Number(found.bytesDone),
    activateAt: at(found.activateAt),
    bookedFrom: at(found.bookedFrom),
    bookedAt: at(found.bookedAt),
    undoneAt: at(found.undoneAt),
    createdAt: formatInstant(found.createdAt),
  };
}

/** What is wrong with a file, in the order of its lines. */
export async function listDeckFaults(tx: Tx, importId: Id, page: PageRequest) {
  const [after] = keysOf(page.after, /^\d{1,9}$/) ?? [];
  const found = await rows<{ ordinal: number; line: number; place: string; message: string }>(
    tx,
    sql`select ordinal, line, place, message
          from deck_fault
         where deck_import_id = ${importId}
           and ordinal > ${after ?? 0}
         order by ordinal
         limit ${page.limit + 1}`,
  );
  const item = ({ line, place, message }: (typeof found)[number]) => ({ line, column: place, message });
  return pageOf(found, page.limit, item, (one) => cursorOf(String(one.ordinal)));
}

type ImpactRow = { accountId: Id; customer: string; calls: number; unrated: number; charged: bigint; priced: bigint };

/** What the calls of the last month would have cost each account, the largest difference first is for the reader: by account here. */
export async function listDeckImpact(tx: Tx, importId: Id, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<ImpactRow>(
    tx,
    sql`select i.account_id as "accountId", trim(concat_ws(' ', nullif(a.first_name, ''), nullif(a.last_name, ''), nullif(a.company, ''))) as customer,
               i.calls, i.unrated, i.charged, i.priced
          from deck_impact i
          join account a on a.id = i.account_id
         where i.deck_import_id = ${importId}
           and i.account_id > ${after ?? 0}
         order by i.account_id
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toImpact, (one) => cursorOf(String(one.accountId)));
}

function toImpact({ accountId, charged, priced, ...rest }: ImpactRow) {
  const money = { charged: formatAmount(charged), priced: formatAmount(priced), difference: formatAmount(priced - charged) };
  return { ...rest, accountId: String(accountId), ...money };
}

/** All accounts together. */
export async function sumDeckImpact(tx: Tx, importId: Id) {
  const found = await row<{ accounts: number; calls: number; unrated: number; charged: bigint; priced: bigint }>(
    tx,
    sql`select count(*)::int as accounts, coalesce(sum(calls), 0)::int as calls, coalesce(sum(unrated), 0)::int as unrated,
               coalesce(sum(charged), 0)::bigint as charged, coalesce(sum(priced), 0)::bigint as priced
          from deck_impact
         where deck_import_id = ${importId}`,
  );
  const { accounts = 0, calls = 0, unrated = 0, charged = 0n, priced = 0n } = found ?? {};
  const money = { charged: formatAmount(charged), priced: formatAmount(priced), difference: formatAmount(priced - charged) };
  return { accounts, calls, unrated, ...money };
}
