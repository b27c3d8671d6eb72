import { changeOwnDetails } from '../../actions/portal/changeOwnDetails.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { getAccountBilling } from '../../db/reads/getAccountBilling.ts';
import { findCall } from '../../db/reads/getCall.ts';
import { getAccountGuardState } from '../../db/reads/getGuard.ts';
import { getInvoice } from '../../db/reads/getInvoice.ts';
import { getReceivables } from '../../db/reads/getReceivables.ts';
import { hasActiveGateway } from '../../db/reads/hasActiveGateway.ts';
import { isInvoiceOf } from '../../db/reads/isInvoiceOf.ts';
import { listCalls } from '../../db/reads/listCalls.ts';
import { listInvoices } from '../../db/reads/listInvoices.ts';
import { listLiveCalls } from '../../db/reads/listLiveCalls.ts';
import * as contract from '../contract/portal.ts';
import * as invoices from '../contract/portalInvoices.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toId, toInstant } from '../wire.ts';
import { sendInvoiceFile } from './invoiceLayout.ts';

/** What a customer reads of the own account: the panel's reads, with the account of the session and of nothing in the request. */
export const portalHandlers: readonly Handler[] = [
  on(contract.getPortalAccount, ({ who }, door) => accountOf(door, who.accountId)),
  on(contract.changeOwnDetails, async ({ body, who }, door) => {
    await door.act(who, changeOwnDetails, body);
    return accountOf(door, who.accountId);
  }),
  on(contract.listPortalLiveCalls, async ({ who }, door) => ({
    items: (await door.ask((tx) => listLiveCalls(tx, { accountId: who.accountId }))).items,
  })),
  on(contract.listPortalCalls, ({ query, who }, door) => {
    const { search, outcome } = query;
    const filter = {
      accountId: who.accountId,
      from: given(query.from, toInstant),
      to: given(query.to, toInstant),
      search,
      outcome,
    };
    return door.ask((tx) => listCalls(tx, filter, query));
  }),
  on(contract.getPortalCall, async ({ params, who }, door) => {
    const call = await door.ask((tx) => findCall(tx, params.callId));
    const own = found(call?.accountId === String(who.accountId) ? call : undefined);
    return { ...own, sound: own.quality?.word ?? null };
  }),
  on(invoices.listPortalInvoices, ({ query, who }, door) =>
    door.ask((tx) => listInvoices(tx, { accountId: String(who.accountId) }, query, door.clock())),
  ),
  on(invoices.getPortalInvoice, async ({ params, who }, door) => {
    const invoiceId = toId(params.id);
    const isOwn = await door.ask((tx) => isInvoiceOf(tx, invoiceId, who.accountId));
    return found(isOwn ? await door.ask((tx) => getInvoice(tx, invoiceId, door.clock())) : undefined);
  }),
  on(invoices.getPortalInvoiceFile, async ({ params, query, who, reply }, door) => {
    const invoiceId = toId(params.id);
    if (!(await door.ask((tx) => isInvoiceOf(tx, invoiceId, who.accountId)))) throw new Refusal('not_found');
    return sendInvoiceFile(door, reply, invoiceId, query);
  }),
];

async function accountOf(door: Door, accountId: Id) {
  const account = found(await door.ask((tx) => findAccount(tx, accountId)));
  const owed = found(await door.ask((tx) => getReceivables(tx, accountId)));
  const billing = found(await door.ask((tx) => getAccountBilling(tx, accountId, door.clock())));
  return {
    ...account,
    owed: owed.open,
    restriction: owed.restriction,
    guardState: found(await door.ask((tx) => getAccountGuardState(tx, accountId))).state,
    unbilled: billing.unbilled,
    nextInvoiceOn: billing.nextIssueOn,
    mayPayByCard: await door.ask(hasActiveGateway),
  };
}
