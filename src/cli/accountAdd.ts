import { addAccount } from '../actions/accounts/addAccount.ts';
import type { CustomerDetails } from '../core/accounts/details.ts';
import { amount } from '../core/base/money.ts';
import { Refusal } from '../core/base/refusal.ts';
import { addAccountInput, detailsFields } from '../http/contract/accountFields.ts';
import { parseInput } from './parseInput.ts';
import type { Act, Print } from './withInstance.ts';

/**
 * Adds an account; `fields` are `name=value` with the names of POST /api/v1/accounts (lists and numbers as JSON).
 * Prints one JSON line with the number and the secret of the phone.
 */
export async function accountAdd(fields: readonly string[], act: Act, print: Print): Promise<void> {
  const body = parseInput(addAccountInput, Object.fromEntries(fields.map(readField)));
  const names = Object.keys(detailsFields) as (keyof CustomerDetails)[];
  const { accountId, credentials } = await act(addAccount, {
    details: Object.fromEntries(names.map((name) => [name, body[name]])) as CustomerDetails,
    settings: {
      ...body,
      billingPackageId: body.billingPackageId === undefined ? undefined : BigInt(body.billingPackageId),
      routeId: body.routeId === undefined ? undefined : BigInt(body.routeId),
      dailySpendLimit: amountOf(body.dailySpendLimit),
      hourlySpendLimit: amountOf(body.hourlySpendLimit),
      lowBalanceAt: body.lowBalanceAt?.map(amount) ?? null,
      creditLimit: amountOf(body.creditLimit),
    },
    customerNumber: body.customerNumber,
    extras: body.extras?.map((extra) => ({ ...extra, cost: amount(extra.cost) })),
    note: body.note,
  });
  const { networkNumber, secret, protocols } = credentials;
  print(JSON.stringify({ accountId: String(accountId), customerNumber: networkNumber, secret, protocols }));
}

/** Only what the API wants as a number or a list is read as JSON; `lastName=007` stays text. */
function readField(field: string): readonly [string, unknown] {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(field) ?? [];
  if (name === '')
    throw new Refusal('invalid_input', { faults: [{ field, message: 'Write name=value, such as lastName=Doe.' }] });
  return [name, structured.includes(name) ? readJson(name, value) : value];
}

const structured = ['callLimit', 'lowBalanceAt', 'allowedPrefixes', 'blockedPrefixes', 'extras'];

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal('invalid_input', { faults: [{ field: name, message: 'Write this one as JSON.' }] });
  }
}

function amountOf(text: string | null | undefined) {
  return text === null || text === undefined ? text : amount(text);
}
