import type { Id } from '../../core/base/id.ts';
import type { RunMode, RunState } from '../../core/invoicing/invoiceRun.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type InvoiceRunRow = {
  readonly id: Id;
  readonly mode: RunMode;
  readonly state: RunState;
  readonly accountId: Id | null;
  readonly asOf: string;
  readonly until: string | null;
  readonly cursor: Id;
  readonly actorName: string;
};

const columns = sql`id, mode, state, account_id as "accountId", as_of as "asOf", until, cursor, actor_name as "actorName"`;

/** A run, locked: one batch of it at a time, whoever works on it. */
export async function lockInvoiceRun(tx: Tx, id: Id): Promise<InvoiceRunRow | undefined> {
  return row<InvoiceRunRow>(tx, sql`select ${columns} from invoice_run where id = ${id} for update`);
}

/** What the back office has to work on, the oldest first. */
export async function listRunning(tx: Tx): Promise<readonly Id[]> {
  const found = await rows<{ id: Id }>(tx, sql`select id from invoice_run where state = 'running' order by id`);
  return found.map((one) => one.id);
}

export type NewRun = Pick<InvoiceRunRow, 'mode' | 'accountId' | 'asOf' | 'until' | 'actorName'> & {
  readonly startedAt: string;
  readonly accountCount: number;
};

/** Undefined when another run is under way, or today's scheduled one has been started. */
export async function insertInvoiceRun(tx: Tx, run: NewRun): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into invoice_run (mode, account_id, as_of, until, started_at, actor_name, account_count)
        values (${run.mode}, ${run.accountId}, ${run.asOf}, ${run.until}, ${run.startedAt}, ${run.actorName}, ${run.accountCount})
            on conflict do nothing
     returning id`,
  );
  return found?.id;
}

export async function isRunUnderWay(tx: Tx): Promise<boolean> {
  return (await row(tx, sql`select id from invoice_run where state = 'running' and mode <> 'preview'`)) !== undefined;
}

export async function saveRunState(tx: Tx, id: Id, state: RunState, finishedAt: string | null): Promise<void> {
  await rows(tx, sql`update invoice_run set state = ${state}, finished_at = ${finishedAt} where id = ${id}`);
}

/** What a run did with one account. */
export type RunItem = {
  readonly accountId: Id;
  readonly outcome: 'issued' | 'nothing' | 'problem';
  readonly problem: string;
  readonly invoiceCount: number;
  readonly total: bigint;
};

/** Notes what was done, and moves the run on to the last of these accounts. An account is counted once. */
export async function saveRunItems(tx: Tx, runId: Id, items: readonly RunItem[]): Promise<void> {
  const last = items.at(-1);
  if (!last) return;
  const sum = (of: (item: RunItem) => number) => items.reduce((all, item) => all + of(item), 0);
  await rows(
    tx,
    sql`insert into invoice_run_item (run_id, account_id, outcome, problem, invoice_count, total)
        select ${runId}, * from unnest(${items.map((one) => one.accountId)}::bigint[], ${items.map((one) => one.outcome)}::text[],
                                       ${items.map((one) => one.problem)}::text[], ${items.map((one) => one.invoiceCount)}::int[],
                                       ${items.map((one) => one.total)}::bigint[])`,
  );
  await rows(
    tx,
    sql`update invoice_run
           set cursor = ${last.accountId}, done_count = done_count + ${items.length},
               invoice_count = invoice_count + ${sum((one) => one.invoiceCount)},
               problem_count = problem_count + ${sum((one) => (one.outcome === 'problem' ? 1 : 0))},
               total = total + ${items.reduce((all, one) => all + one.total, 0n)}
         where id = ${runId}`,
  );
}
