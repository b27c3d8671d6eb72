import type pg from 'pg';
import { startInvoiceRun } from '../src/actions/invoicing/startInvoiceRun.ts';
import { type ActionContext, run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { addMonths, startOfDay } from '../src/core/base/calendar.ts';
import type { Id } from '../src/core/base/id.ts';
import { Refusal } from '../src/core/base/refusal.ts';
import { openPool } from '../src/db/pool.ts';
import { issueInvoices } from '../src/jobs/issueInvoices.ts';
import { furnish } from '../src/testing/accounts.ts';
import { extraOf, gst, openBilledAccount, setBilling } from '../src/testing/billing.ts';
import { startTestPanel, type TestPanel } from '../src/testing/panel.ts';
import { pick } from './random.ts';

/**
 * Invoice runs that are killed: every round is a month with calls and extras of some accounts. Several workers issue its invoices at once,
 * and the connection of each breaks at a random statement, before or after the database has heard it, commits too. Then one more finishes.
 */
export type RunStage = {
  readonly panel: TestPanel;
  readonly owner: pg.Pool;
  readonly accounts: readonly Id[];
  readonly close: () => Promise<void>;
};

const firstMonth = '2030-01-01';
const callsOfMonth = 5;

export async function openRunStage(accountCount: number): Promise<RunStage> {
  const panel = await startTestPanel();
  const owner = openPool(panel.database.ownerUrl, { max: 2, name: 'simulation' }, () => undefined);
  await furnish(panel.context);
  await setBilling(panel.context, {}, [gst]);
  travelTo(panel, firstMonth);
  const accounts: Id[] = [];
  for (let index = 0; index < accountCount; index += 1)
    accounts.push(await openBilledAccount(panel.context, { extras: [extraOf({ description: `Fee ${index}` })] }));
  return { panel, owner, accounts, close: async () => void (await Promise.all([owner.end(), panel.close()])) };
}

/** The operator's zone is UTC here. */
function travelTo(panel: TestPanel, date: string): void {
  panel.passTime(startOfDay(date, 'UTC') + 12 * 3_600_000 - panel.context.clock());
}

/** One month: calls, two people who start the run at once, workers that die, one that does not. `round` from 0. */
export async function killRun(stage: RunStage, round: number, random: () => number): Promise<void> {
  const { panel } = stage;
  await addCalls(stage, addMonths(firstMonth, round));
  travelTo(panel, addMonths(firstMonth, round + 1));
  const begin = () => run(panel.context, systemActor, startInvoiceRun, { mode: 'by_hand', accountId: null });
  const started = await Promise.allSettled([begin(), begin()]);
  const refused = started.filter((one) => one.status === 'rejected');
  if (refused.length !== 1 || !(refused[0]?.reason instanceof Refusal)) throw new Error('of two starts at once, one is refused');
  await Promise.all([0, 1].map(() => workAndDie(panel, 1 + pick(random, 40), pick(random, 2) === 0)));
  await Promise.all([0, 1].map(() => panel.doOfficeWork('issuing invoices')));
}

/** Works on the run until its connection breaks at the n-th statement. */
async function workAndDie(panel: TestPanel, statement: number, isHeard: boolean): Promise<void> {
  const pool = openPool(panel.database.appUrl, { max: 1, name: 'dying' }, () => undefined);
  pool.on('connect', (client) => breakAt(client, statement, isHeard));
  const context: ActionContext = { ...panel.context, pool };
  try {
    await issueInvoices({ act: (action, input) => run(context, systemActor, action, input) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  } finally {
    await pool.end();
  }
}

type Stream = { readonly destroy: () => void };

function breakAt(client: pg.PoolClient, statement: number, isHeard: boolean): void {
  const query = client.query.bind(client) as (...args: readonly unknown[]) => Promise<unknown>;
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Stream } }).connection;
  let count = 0;
  const counted = (...args: readonly unknown[]): Promise<unknown> => {
    count += 1;
    if (count === statement && !isHeard) stream.destroy();
    const answer = query(...args);
    // The statement is on its way: whether the database does it, nobody here will ever know.
    if (count === statement && isHeard) setImmediate(() => stream.destroy());
    return answer;
  };
  Object.assign(client, { query: counted });
}

async function addCalls({ owner, accounts }: RunStage, month: string): Promise<void> {
  await owner.query(
    `with planned as (
       select n.account_id, n.id as number_id, n.number, $2 || '-' || n.account_id || '-' || k as call_id,
              $2::date + make_interval(days => 5 * k, hours => k) as at, (100003 * k + n.account_id)::bigint as price
         from network_number n, generate_series(1, $3::int) k
        where n.account_id = any ($1)),
     booked as (
       select p.*, l.transfer_id
         from planned p
        cross join lateral ledger_post('call', p.call_id, p.at, 'Call', 'system', array['call_revenue', 'unbilled'],
                                       array[0, p.account_id]::bigint[], array[-p.price, p.price]::bigint[]) l)
     insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at,
                      answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause, transfer_id)
     select call_id, account_id, number_id, 'sip', number, '61', '61', 'outside', 'Australia', at, at, at, 60000, 60, price, price, 'answered', 16,
            transfer_id
       from booked`,
    [accounts, month, callsOfMonth],
  );
}

/** What is wrong after so many rounds; empty when every period was invoiced once and everything adds up. */
export async function runFaults({ owner, accounts }: RunStage, rounds: number): Promise<readonly string[]> {
  const { rows } = await owner.query<{ fault: string }>(
    `select 'account ' || a.id || ' has ' || count(i.id) || ' invoices' as fault
       from account a left join invoice i on i.account_id = a.id and i.kind = 'invoice'
      where a.id = any ($1) group by a.id having count(i.id) <> $2::int
     union all
     select 'invoice ' || i.number || ' begins at ' || i.period_from || ', the last one ended at ' || l.period_to
       from invoice i
      cross join lateral (select period_to from invoice p where p.account_id = i.account_id and p.period_from < i.period_from
                           order by period_from desc limit 1) l
      where l.period_to <> i.period_from
     union all
     select 'account ' || account_id || ' has unbilled ' || sum(amount) from entry where ledger = 'unbilled' group by account_id having sum(amount) <> 0
     union all
     select 'account ' || e.account_id || ' owes ' || sum(e.amount) || ', invoices say ' || (select sum(total) from invoice i where i.account_id = e.account_id)
       from entry e where e.ledger = 'receivable' group by e.account_id
     having sum(e.amount) <> (select sum(total) from invoice i where i.account_id = e.account_id)
     union all
     select 'invoice ' || number || ' has ' || (document -> 'calls' ->> 'calls') || ' calls' from invoice
      where (document -> 'calls' ->> 'calls')::int <> $3::int
     union all
     select 'invoice ' || number || ' has no fee' from invoice i
      where (select count(*) from invoice_line l where l.invoice_id = i.id and l.section = 'extras') <> 1
     union all
     select 'numbers of series ' || left(number, -6) || ' have gaps: ' || max(right(number, 6)) || ', ' || count(*) || ' invoices'
       from invoice group by left(number, -6) having max(right(number, 6))::int <> count(*)
     union all
     select 'transfer ' || transfer_id || ' does not balance' from entry group by transfer_id having sum(amount) <> 0
     union all
     select 'balance of ' || b.account_id from account_balance b where posted <> coalesce((select -sum(amount) from entry e where e.account_id = b.account_id), 0)
     union all
     select 'run ' || r.id || ' says ' || r.invoice_count from invoice_run r
      where r.state <> 'done' or r.invoice_count <> (select count(*) from invoice i where i.run_id = r.id)`,
    [accounts, rounds, callsOfMonth],
  );
  return rows.map((one) => one.fault);
}
