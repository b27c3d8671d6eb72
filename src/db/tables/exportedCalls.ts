import type { Id } from '../../core/base/id.ts';
import type { ExportedCall, ExportRange } from '../../core/wires/exportedCall.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

const columns = sql`c.id, c.call_id as "callId", c.direction, c.protocol, c.started_at as "startedAt", c.answered_at as "answeredAt",
  c.ended_at as "endedAt", c.account_id as "accountId", a.account_number as "accountNumber", a.reference as "accountReference",
  c.caller_number as "callerNumber", c.dialled, c.number, c.destination, p.name as "providerName", c.duration_ms as "durationMs",
  c.billed_seconds as "billedSeconds", c.included_seconds as "includedSeconds", c.price, c.charge, c.cost,
  coalesce(a.currency, (select currency from setting)) as currency, c.outcome, c.refusal, c.hangup_cause as "hangupCause",
  c.is_estimated as "isEstimated"`;

/** The next calls of a file: a nightly one in the order of their ids, a copy in the order in which they started. */
export async function readExportedCalls(
  tx: Tx,
  range: ExportRange,
  afterId: Id,
  limit: number,
): Promise<readonly ExportedCall[]> {
  const which = range.kind === 'copy' ? ofDay(range, afterId) : ofNight(range, afterId);
  return rows<ExportedCall>(
    tx,
    sql`select ${columns}
          from (${which} limit ${limit}) as picked
          join cdr c on c.id = picked.id
          left join account a on a.id = c.account_id
          left join provider p on p.id = c.provider_id
         order by ${range.kind === 'copy' ? sql`c.started_at, c.id` : sql`c.id`}`,
  );
}

/** What no file before this one had, by the same rule that files before this one went by. */
function ofNight(range: ExportRange, afterId: Id): Sql {
  return sql`select id
               from cdr
              where id > greatest(${range.afterId}::bigint, ${afterId}::bigint)
                and id <= ${range.uptoId}
                and ended_at < ${range.untilAt}
                and not (id <= ${range.previousUptoId} and ended_at < ${range.fromAt}::timestamptz)
                and (${range.doesIncludeRefused} or outcome <> 'refused')
              order by id`;
}

/** No call lasts two days; the index is by start. */
function ofDay(range: ExportRange, afterId: Id): Sql {
  return sql`select id
               from cdr
              where started_at >= ${range.fromAt}::timestamptz - interval '2 days'
                and started_at < ${range.untilAt}
                and (started_at, id) > (coalesce((select started_at from cdr where id = ${afterId}::bigint), '-infinity'), ${afterId}::bigint)
                and ended_at >= ${range.fromAt}::timestamptz
                and ended_at < ${range.untilAt}
                and id <= ${range.uptoId}
                and (${range.doesIncludeRefused} or outcome <> 'refused')
              order by started_at, id`;
}

/** The lowest id up to `uptoId` that this file leaves to a later one because it ended too late; undefined = it leaves none. */
export async function firstLeftOver(tx: Tx, range: Pick<ExportRange, 'afterId' | 'uptoId' | 'untilAt'>): Promise<Id | undefined> {
  const [found] = await rows<{ id: Id }>(
    tx,
    sql`select id
          from cdr
         where id > ${range.afterId}
           and id <= ${range.uptoId}
           and ended_at >= ${range.untilAt}
         order by id
         limit 1`,
  );
  return found?.id;
}

/** The lowest id of a call that started two days before `at` or later; undefined = there is none. */
export async function firstIdSince(tx: Tx, at: string): Promise<Id | undefined> {
  const [found] = await rows<{ id: Id | null }>(
    tx,
    sql`with recent as materialized (select id from cdr where started_at >= ${at}::timestamptz - interval '2 days')
        select min(id) as id from recent`,
  );
  return found?.id ?? undefined;
}

/** Calls of these ids, for events. */
export async function findExportedCalls(tx: Tx, ids: readonly Id[]): Promise<readonly ExportedCall[]> {
  return rows<ExportedCall>(
    tx,
    sql`select ${columns}
          from cdr c
          left join account a on a.id = c.account_id
          left join provider p on p.id = c.provider_id
         where c.id = any(${ids})
         order by c.id`,
  );
}
