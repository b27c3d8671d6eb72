import type * as z from 'zod';
import { addAccount } from '../../actions/accounts/addAccount.ts';
import { addNote } from '../../actions/accounts/addNote.ts';
import { changeAccount } from '../../actions/accounts/changeAccount.ts';
import { setAccountActive } from '../../actions/accounts/setAccountActive.ts';
import type { Id } from '../../core/base/id.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { listAccounts } from '../../db/reads/listAccounts.ts';
import { listHistory } from '../../db/reads/listHistory.ts';
import { findNote, listNotes } from '../../db/reads/listNotes.ts';
import { type addAccountInput, detailsFields, type extraInput } from '../contract/accountFields.ts';
import * as contract from '../contract/accounts.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

export const accountHandlers: readonly Handler[] = [
  on(contract.listAccounts, ({ query }, door) => door.ask((tx) => listAccounts(tx, query, query))),
  on(contract.getAddAccountDefaults, async (_, door) => {
    const settings = await door.ask(getSettings);
    return {
      customerNumber: settings.nextNumbers[0] ?? '',
      paymentType: settings.defaultPaymentType,
      protocol: settings.defaultProtocol,
      billingPackageId: settings.defaultBillingPackageId,
      routeId: settings.defaultRouteId,
      callLimit: settings.defaultCallLimit,
      dailySpendLimit: settings.defaultDailySpendLimit,
      currency: settings.currency,
      country: settings.country,
      timeZone: settings.timeZone,
    };
  }),
  on(contract.addAccount, async ({ body, who }, door) => {
    const added = await door.act(who, addAccount, {
      details: detailsOf(body),
      settings: {
        ...body,
        billingPackageId: given(body.billingPackageId, toId),
        routeId: given(body.routeId, toId),
        dailySpendLimit: given(body.dailySpendLimit, toAmount),
        creditLimit: given(body.creditLimit, toAmount),
      },
      customerNumber: body.customerNumber,
      extras: extrasOf(body.extras),
      note: body.note,
      card: body.card,
    });
    const credentials = { ...added.credentials, protocols: [...added.credentials.protocols], ...serverOf(door) };
    return { account: await getAccount(door, added.accountId), credentials };
  }),
  on(contract.getAccount, ({ params }, door) => getAccount(door, toId(params.id))),
  on(contract.changeAccount, async ({ params, body, who }, door) => {
    const accountId = toId(params.id);
    await door.act(who, changeAccount, {
      accountId,
      details: detailsOf(body),
      settings: {
        paymentType: body.paymentType,
        protocol: body.protocol,
        billingPackageId: toId(body.billingPackageId),
        routeId: toId(body.routeId),
        callLimit: body.callLimit,
        dailySpendLimit: given(body.dailySpendLimit, toAmount),
        creditLimit: given(body.creditLimit, toAmount),
        allowedPrefixes: body.allowedPrefixes,
        blockedPrefixes: body.blockedPrefixes,
      },
      extras: extrasOf(body.extras),
      version: body.version,
    });
    return getAccount(door, accountId);
  }),
  on(contract.setAccountActive, async ({ params, body, who }, door) => {
    const accountId = toId(params.id);
    await door.act(who, setAccountActive, { accountId, ...body });
    return getAccount(door, accountId);
  }),
  on(contract.listNotes, async ({ params }, door) => {
    await getAccount(door, toId(params.id));
    return { items: await door.ask((tx) => listNotes(tx, toId(params.id))) };
  }),
  on(contract.addNote, async ({ params, body, who }, door) => {
    const noteId = await door.act(who, addNote, { accountId: toId(params.id), body: body.body });
    return found(await door.ask((tx) => findNote(tx, noteId)));
  }),
  on(contract.listHistory, async ({ params, query }, door) => {
    await getAccount(door, toId(params.id));
    return door.ask((tx) => listHistory(tx, toId(params.id), query));
  }),
];

/** The account's page, or `not_found`. */
async function getAccount(door: Door, id: Id) {
  return found(await door.ask((tx) => findAccount(tx, id)));
}

/** What goes into a phone beside number and secret. */
export function serverOf(door: Door) {
  const { address, sipPort, iaxPort } = door.phoneServer;
  return { server: address, sipPort, iaxPort };
}

type Details = Pick<z.output<typeof addAccountInput>, keyof typeof detailsFields>;

function detailsOf(body: Details): Details {
  const names = Object.keys(detailsFields) as (keyof Details)[];
  return Object.fromEntries(names.map((name) => [name, body[name]])) as Details;
}

function extrasOf(extras: readonly z.output<typeof extraInput>[]) {
  return extras.map((extra) => ({ ...extra, cost: toAmount(extra.cost) }));
}
