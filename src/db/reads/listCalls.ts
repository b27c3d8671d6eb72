import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { type CallRow, callColumns, fromCallRow } from './callRow.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

export type CallFilter = {
  readonly accountId?: Id | undefined;
  readonly search?: string | undefined;
  readonly outcome?: string | undefined;
  readonly direction?: 'outgoing' | 'incoming' | undefined;
  /** Half-open: [from, to), by the start of the call. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
};

/** PostgreSQL's own text of an instant: a start has microseconds, and a page mark must not round them. */
const startPattern = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** Finished calls, the latest start first. */
export async function listCalls(tx: Tx, filter: CallFilter, page: PageRequest) {
  const found = await rows<CallRow & { start: string }>(
    tx,
    sql`select ${callColumns}, c.started_at::text as start
          from cdr c
          left join account a on a.id = c.account_id
          left join provider p on p.id = c.provider_id
         where ${join(conditions(filter, page), ' and ')}
         order by c.started_at desc, c.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, fromCallRow, (one) => cursorOf(one.start, one.id));
}

function conditions(filter: CallFilter, page: PageRequest): readonly Sql[] {
  const after = keysOf(page.after, startPattern, idPattern);
  const { accountId, search = '', outcome, direction, from, to } = filter;
  return [
    sql`true`,
    ...(accountId === undefined ? [] : [sql`c.account_id = ${accountId}`]),
    ...(search === '' ? [] : [searched(search)]),
    ...(outcome === undefined ? [] : [sql`c.outcome = ${outcome}`]),
    ...(direction === undefined ? [] : [sql`c.direction = ${direction}`]),
    ...(from === undefined ? [] : [sql`c.started_at >= ${formatInstant(from)}`]),
    ...(to === undefined ? [] : [sql`c.started_at < ${formatInstant(to)}`]),
    ...(after === undefined ? [] : [sql`(c.started_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`]),
  ];
}

/** The beginning of the called or of the calling number, or a whole call id. */
function searched(search: string): Sql {
  const digits = likeText(search.replace(/[\s+()/-]/g, ''));
  return sql`(c.call_id = ${search} or c.number like ${`${digits}%`} or c.caller_number like ${`${digits}%`})`;
}
