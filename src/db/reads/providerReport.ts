import type { Id } from '../../core/base/id.ts';
import { rows, sql, type Tx } from '../sql.ts';
import type { ReportRange } from './callReport.ts';

export type ProviderTries = { readonly providerId: Id; readonly tries: bigint; readonly taken: bigint };

/** How often each provider was tried, also those tries after which the call went on to another one, and how many tries were answered. */
export async function providerTries(tx: Tx, { days }: ReportRange): Promise<readonly ProviderTries[]> {
  return rows<ProviderTries>(
    tx,
    sql`select provider_id as "providerId", sum(tries)::bigint as tries, sum(answered)::bigint as taken
          from provider_tries_day
         where day >= ${days.from}
           and day < ${days.to}
         group by 1`,
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
