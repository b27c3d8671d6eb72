import type * as z from 'zod';
import { addAccount } from '../../actions/accounts/addAccount.ts';
import { changeAccount } from '../../actions/accounts/changeAccount.ts';
import type { Credentials } from '../../actions/accounts/giveSecret.ts';
import { setAccountActive } from '../../actions/accounts/setAccountActive.ts';
import type { Id } from '../../core/base/id.ts';
import { findDuplicates } from '../../db/reads/findDuplicates.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { getMailSettings } from '../../db/reads/getMailSettings.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { listAccounts } from '../../db/reads/listAccounts.ts';
import { listExtraPresets } from '../../db/reads/listExtraPresets.ts';
import { type addAccountInput, detailsFields, type extraInput } from '../contract/accountFields.ts';
import * as contract from '../contract/accounts.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

export const accountHandlers: readonly Handler[] = [
  on(contract.listAccounts, ({ query }, door) => door.ask((tx) => listAccounts(tx, query, query))),
  on(contract.getAddAccountDefaults, async (_, door) => {
    const settings = await door.ask(getSettings);
    const preset = (await door.ask(listExtraPresets)).find((one) => one.isDefault);
    return {
      customerNumber: settings.nextNumbers[0] ?? '',
      paymentType: settings.defaultPaymentType,
      protocol: settings.defaultProtocol,
      billingPackageId: settings.defaultBillingPackageId,
      routeId: settings.defaultRouteId,
      callLimit: settings.defaultCallLimit,
      dailySpendLimit: settings.defaultDailySpendLimit,
      hourlySpendLimit: settings.defaultHourlySpendLimit,
      lowBalanceAt: settings.lowBalanceAt,
      creditLimit: settings.defaultCreditLimit,
      allowedPrefixes: settings.defaultAllowedPrefixes,
      blockedPrefixes: settings.defaultBlockedPrefixes,
      extras: preset?.extras ?? [],
      currency: settings.currency,
      country: settings.country,
      language: settings.defaultLanguage,
      canSendMail: (await door.ask(getMailSettings)).host !== '',
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
        hourlySpendLimit: given(body.hourlySpendLimit, toAmount),
        lowBalanceAt: given(body.lowBalanceAt, (all) => all.map(toAmount)),
        creditLimit: given(body.creditLimit, toAmount),
      },
      customerNumber: body.customerNumber,
      extras: given(body.extras, extrasOf),
      note: body.note,
      sendByMail: body.sendByMail ? serverOf(door) : undefined,
      card: body.card,
    });
    const { accountId } = added;
    const account = await getAccount(door, accountId);
    const credentials = credentialsOf(door, added.credentials, body.sendByMail ? account.email : undefined);
    return { account, credentials, duplicates: await door.ask((tx) => findDuplicates(tx, body, accountId)) };
  }),
  on(contract.listDuplicates, async ({ query: { exceptId, ...typed } }, door) => ({
    items: await door.ask((tx) => findDuplicates(tx, typed, given(exceptId, toId))),
  })),
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
        hourlySpendLimit: given(body.hourlySpendLimit, toAmount),
        lowBalanceAt: given(body.lowBalanceAt, (all) => all.map(toAmount)),
        creditLimit: given(body.creditLimit, toAmount),
        allowedPrefixes: body.allowedPrefixes,
        blockedPrefixes: body.blockedPrefixes,
      },
      agentNumber: body.agentNumber,
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
];

/** The account's page, or `not_found`. */
export async function getAccount(door: Door, id: Id) {
  return found(await door.ask((tx) => findAccount(tx, id)));
}

/** What goes into a phone beside number and secret. */
export function serverOf(door: Door) {
  const { address, ...ports } = door.phoneServer;
  return { server: address, ...ports };
}

/** Credentials as they are told, once. */
export function credentialsOf(door: Door, credentials: Credentials, sentTo: string | undefined) {
  const protocols = [...credentials.protocols];
  return { ...credentials, protocols, ...serverOf(door), ...(sentTo !== undefined && { sentTo }) };
}

type Details = Pick<z.output<typeof addAccountInput>, keyof typeof detailsFields>;

function detailsOf(body: Details): Details {
  const names = Object.keys(detailsFields) as (keyof Details)[];
  return Object.fromEntries(names.map((name) => [name, body[name]])) as Details;
}

function extrasOf(extras: readonly z.output<typeof extraInput>[]) {
  return extras.map((extra) => ({ ...extra, cost: toAmount(extra.cost) }));
}
