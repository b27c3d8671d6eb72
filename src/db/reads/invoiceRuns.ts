import { displayName } from '../../core/accounts/details.ts';
import { formatMoney } from '../../core/base/currency.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { RunMode, RunState } from '../../core/invoicing/invoiceRun.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type RunRow = {
  id: string;
  mode: RunMode;
  state: RunState;
  accountId: string | null;
  asOf: string;
  until: string | null;
  startedAt: Instant;
  finishedAt: Instant | null;
  actorName: string;
  accountCount: number;
  doneCount: number;
  invoiceCount: number;
  problemCount: number;
  total: bigint;
  currency: string;
};
const columns = sql`r.id::text as id, r.mode, r.state, r.account_id::text as "accountId", r.as_of as "asOf", r.until,
  r.started_at as "startedAt", r.finished_at as "finishedAt", r.actor_name as "actorName", r.account_count as "accountCount",
  r.done_count as "doneCount", r.invoice_count as "invoiceCount", r.problem_count as "problemCount", r.total, s.currency`;

/** Runs and previews, newest first. */
export async function listInvoiceRuns(tx: Tx, page: PageRequest) {
  const [after = '9223372036854775807'] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<RunRow>(
    tx,
    sql`select ${columns}
          from invoice_run r
         cross join setting s
         where r.id < ${after}::bigint
         order by r.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function getInvoiceRun(tx: Tx, id: Id) {
  const found = await row<RunRow>(tx, sql`select ${columns} from invoice_run r cross join setting s where r.id = ${id}`);
  return found && toItem(found);
}

function toItem({ currency, total, startedAt, finishedAt, ...run }: RunRow) {
  return {
    ...run,
    startedAt: formatInstant(startedAt),
    finishedAt: finishedAt === null ? null : formatInstant(finishedAt),
    total: formatMoney(total, currency),
  };
}

export type RunOutcome = 'issued' | 'nothing' | 'problem';
type ItemRow = {
  accountId: string;
  accountNumber: string;
  firstName: string;
  lastName: string;
  company: string;
  email: string;
  phone: string;
  mobile: string;
  reference: string;
  currency: string;
  outcome: RunOutcome;
  problem: string;
  invoiceCount: number;
  total: bigint;
};

/** What a run did with each account, in the order in which it went through them. */
export async function listInvoiceRunItems(tx: Tx, runId: Id, outcome: RunOutcome | undefined, page: PageRequest) {
  const [after = '0'] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<ItemRow>(
    tx,
    sql`select i.account_id::text as "accountId", a.account_number as "accountNumber", a.first_name as "firstName",
               a.last_name as "lastName", a.company, a.email, a.phone, a.mobile, a.reference, a.currency, i.outcome, i.problem,
               i.invoice_count as "invoiceCount", i.total
          from invoice_run_item i
          join account a on a.id = i.account_id
         where i.run_id = ${runId}
           and i.account_id > ${after}::bigint
           and (${outcome ?? null}::text is null or i.outcome = ${outcome ?? null})
         order by i.account_id
         limit ${page.limit + 1}`,
  );
  const item = ({ firstName, lastName, company, email, phone, mobile, reference, total, ...shown }: ItemRow) => ({
    ...shown,
    customerName: displayName({ firstName, lastName, company, email, phone, mobile, reference }),
    total: formatMoney(total, shown.currency),
  });
  return pageOf(found, page.limit, item, (one) => cursorOf(one.accountId));
}
