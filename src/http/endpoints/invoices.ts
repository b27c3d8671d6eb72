import { creditInvoice } from '../../actions/invoicing/creditInvoice.ts';
import { setRunState } from '../../actions/invoicing/setRunState.ts';
import { startInvoiceRun } from '../../actions/invoicing/startInvoiceRun.ts';
import type { Id } from '../../core/base/id.ts';
import { getInvoice, listInvoiceCalls } from '../../db/reads/getInvoice.ts';
import { getInvoiceRun, listInvoiceRunItems, listInvoiceRuns } from '../../db/reads/invoiceRuns.ts';
import { listInvoices } from '../../db/reads/listInvoices.ts';
import * as runs from '../contract/invoiceRuns.ts';
import * as contract from '../contract/invoices.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toAmount, toId } from '../wire.ts';

export const invoiceHandlers: readonly Handler[] = [
  on(contract.listInvoices, ({ query }, door) => {
    const { after, limit, ...filter } = query;
    return door.ask((tx) => listInvoices(tx, filter, { after, limit }, door.clock()));
  }),
  on(contract.getInvoice, ({ params }, door) => invoice(door, toId(params.id))),
  on(contract.listInvoiceCalls, async ({ params, query }, door) => {
    const id = toId(params.id);
    await invoice(door, id);
    return door.ask((tx) => listInvoiceCalls(tx, id, query));
  }),
  on(contract.creditInvoice, async ({ params, body, who }, door) => {
    const lines = body.lines?.map(({ line, amount }) => ({ line, amount: toAmount(amount) })) ?? ('whole' as const);
    const input = { invoiceId: toId(params.id), lines, reason: body.reason, creditedBefore: toAmount(body.creditedBefore) };
    const { invoiceId } = await door.act(who, creditInvoice, input);
    return invoice(door, invoiceId);
  }),
  on(runs.listInvoiceRuns, ({ query }, door) => door.ask((tx) => listInvoiceRuns(tx, query))),
  on(runs.startInvoiceRun, async ({ body, who }, door) => {
    const { mode, accountId, asOf, until } = body;
    const id = await door.act(who, startInvoiceRun, {
      mode,
      accountId: accountId === undefined ? null : toId(accountId),
      asOf,
      until,
    });
    return run(door, id);
  }),
  on(runs.getInvoiceRun, ({ params }, door) => run(door, toId(params.id))),
  on(runs.setInvoiceRunState, async ({ params, body, who }, door) => {
    const runId = toId(params.id);
    await door.act(who, setRunState, { runId, state: body.state });
    return run(door, runId);
  }),
  on(runs.listInvoiceRunItems, async ({ params, query }, door) => {
    const runId = toId(params.id);
    await run(door, runId);
    return door.ask((tx) => listInvoiceRunItems(tx, runId, query.outcome, query));
  }),
];

async function invoice(door: Door, id: Id) {
  return found(await door.ask((tx) => getInvoice(tx, id, door.clock())));
}

async function run(door: Door, id: Id) {
  return found(await door.ask((tx) => getInvoiceRun(tx, id)));
}
