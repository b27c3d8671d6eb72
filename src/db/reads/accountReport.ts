import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { type ReportFilter, type ReportOrder, type ReportRange, reportOrders, sums, toFigures } from './callReport.ts';

type SumRow = Parameters<typeof toFigures>[0];

/** Calls by account, the greatest first; calls of nobody known are left out. By destination it reads the sums of hours, else those of days. */
export async function callsByAccount(
  tx: Tx,
  filter: Pick<ReportFilter, 'direction' | 'destinationId'>,
  range: ReportRange,
  top: { readonly order: ReportOrder; readonly limit: number },
) {
  const { table, condition } = source(filter, range);
  const found = await rows<SumRow & NamingRow & { key: Id }>(
    tx,
    sql`select s.*, ${namingColumns}
          from (select t.account_id as key, ${sums}, ${reportOrders[top.order]} as rank
                  from ${table}
                 where ${condition}
                 group by 1
                 order by rank desc, 1
                 limit ${top.limit}) s
          join account a on a.id = s.key
         order by s.rank desc, s.key`,
  );
  return found.map((one) => ({ key: String(one.key), label: accountNameOf(one), ...toFigures(one) }));
}

/** All accounts together. */
export async function accountTotal(tx: Tx, filter: Pick<ReportFilter, 'direction' | 'destinationId'>, range: ReportRange) {
  const { table, condition } = source(filter, range);
  const found = await row<SumRow>(tx, sql`select ${sums} from ${table} where ${condition}`);
  if (!found) throw new Error('sums without a row');
  return toFigures(found);
}

function source({ direction, destinationId }: Pick<ReportFilter, 'direction' | 'destinationId'>, range: ReportRange) {
  const time: Sql =
    destinationId === undefined
      ? sql`t.day >= ${range.days.from} and t.day < ${range.days.to}`
      : sql`t.destination_id = ${destinationId} and t.hour >= ${formatInstant(range.start)} and t.hour < ${formatInstant(range.end)}`;
  const parts = [time, sql`t.account_id <> 0`];
  if (direction !== undefined) parts.push(sql`t.is_incoming = ${direction === 'incoming'}`);
  return {
    table: destinationId === undefined ? sql`traffic_account_day t` : sql`traffic_account_hour t`,
    condition: join(parts, ' and '),
  };
}
