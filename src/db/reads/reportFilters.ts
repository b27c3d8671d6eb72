import { row, sql, type Tx } from '../sql.ts';
import { accountName } from './accountName.ts';
import type { ReportFilter } from './callReport.ts';

/** What the filters of a report stand for, in words; what is not known by that id is left out. */
export async function reportFilters(tx: Tx, { accountId, destinationId, providerId }: ReportFilter) {
  const found = await row<{ account: string | null; destination: string | null; provider: string | null }>(
    tx,
    sql`select (select ${accountName} from account a where a.id = ${accountId ?? null}) as account,
               (select d.name from report_destination d where d.id = ${destinationId ?? null}) as destination,
               (select p.name from provider p where p.id = ${providerId ?? null}) as provider`,
  );
  return {
    ...(found?.account != null && { account: found.account }),
    ...(found?.destination != null && { destination: found.destination }),
    ...(found?.provider != null && { provider: found.provider }),
  };
}
