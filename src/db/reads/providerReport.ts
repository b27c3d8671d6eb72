import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';
import type { ReportRange } from './callReport.ts';

export type ProviderTries = { readonly providerId: Id; readonly tries: bigint; readonly taken: bigint };

/** How often each provider was tried, also those tries after which the call went on to another one, and how many tries were answered. */
export async function providerTries(tx: Tx, { start, end }: ReportRange): Promise<readonly ProviderTries[]> {
  return rows<ProviderTries>(
    tx,
    sql`select p.id as "providerId", t.tries, t.taken
          from provider p
         cross join lateral (select coalesce(sum(t.attempts), 0)::bigint as tries, coalesce(sum(t.answered), 0)::bigint as taken
                               from provider_tally t
                              where t.provider_id = p.id
                                and t.minute >= ${formatInstant(start)}
                                and t.minute < ${formatInstant(end)}) t`,
  );
}

export type CauseCount = { readonly providerId: Id; readonly cause: number; readonly calls: number };

/** How calls ended, by provider and ITU-T Q.850 cause, the most frequent first. */
export async function providerCauses(tx: Tx, { days }: ReportRange): Promise<readonly CauseCount[]> {
  return rows<CauseCount>(
    tx,
    sql`select provider_id as "providerId", hangup_cause as cause, sum(calls)::int as calls
          from traffic_cause_day
         where day >= ${days.from}
           and day < ${days.to}
           and provider_id <> 0
         group by 1, 2
         order by calls desc, 2`,
  );
}
