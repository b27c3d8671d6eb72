import { changePaymentSettings } from '../actions/charges/changePaymentSettings.ts';
import { makePayLink } from '../actions/charges/makePayLink.ts';
import { changeGateway } from '../actions/gateways/changeGateway.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { amount } from '../core/base/money.ts';
import { getReceivables } from '../db/reads/getReceivables.ts';
import type { TestPanel } from './panel.ts';

/** For tests: an operator who charges cards through the sandbox. */
export async function openSandbox(
  panel: TestPanel,
  charging: { readonly retryDays?: readonly number[]; readonly stored?: boolean } = {},
) {
  const gateway = panel.door.gateways.get('sandbox');
  if (!gateway) throw new Error('there is no sandbox');
  const { fields } = gateway;
  const values = { noticeSecret: 'a-secret-of-the-tests' };
  await run(panel.context, systemActor, changeGateway, { code: 'sandbox', fields, values, isActive: true, version: 0 });
  await run(panel.context, systemActor, changePaymentSettings, {
    ...{
      chargesCards: true,
      chargeOn: 'due',
      retryDays: charging.retryDays ?? [3, 5],
      chargesStoredCards: charging.stored ?? false,
    },
    ...{ linkDays: 30, version: 1 },
  });
}

/** For tests: the customer opens a link to pay, goes to the sandbox's page, types a card there and comes back. */
export async function payBySandbox(
  panel: TestPanel,
  accountId: Id,
  number: string,
  { keep = false, money }: { readonly keep?: boolean; readonly money?: string } = {},
): Promise<{ readonly link: string; readonly key: string }> {
  const wished = { accountId, invoiceId: null, amount: money === undefined ? null : amount(money), isMailed: false };
  const { url } = await run(panel.context, systemActor, makePayLink, { ...wished, publicUrl: 'https://panel.test' });
  const link = new URL(url).pathname;
  const opened = await post(panel, link, keep ? 'keep=1' : '');
  const page = /url=https:\/\/panel\.test(\/sandbox-pay\/[\w-]+)/.exec(opened.body)?.[1];
  if (page === undefined) throw new Error(`no page of the sandbox: ${opened.statusCode} ${opened.body}`);
  await post(panel, page, `number=${number}`);
  return { link, key: page.split('/').at(-1) ?? '' };
}

export function post(panel: TestPanel, path: string, body: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return panel.server.inject({ method: 'POST', url: path, headers, payload: body });
}

/** For tests: how the money of an account stands. */
export async function moneyOf(panel: TestPanel, accountId: Id) {
  const found = await panel.door.ask((tx) => getReceivables(tx, accountId));
  if (!found) throw new Error('there is no such account');
  return found;
}
