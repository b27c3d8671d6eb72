import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { normaliseNumber } from '../../core/base/phone.ts';
import { fieldRefusal, refusals } from '../../core/base/refusal.ts';
import { type LocalDate, localDate } from '../../core/base/time.ts';
import { chooseRate } from '../../core/calls/chooseRate.ts';
import { bundleFor, bundleSpan } from '../../core/rating/bundle.ts';
import type { IncludedSeconds } from '../../core/rating/includedSeconds.ts';
import { priceCall } from '../../core/rating/priceCall.ts';
import { findIncludedLeft, findOwnPrices, listOwnBundles, listPackageBundles } from '../../db/reads/bundles.ts';
import { getCallSettings } from '../../db/reads/callControl.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { stepLines } from '../../db/reads/getCall.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { findBillingPackage } from '../../db/reads/listBillingPackages.ts';
import { findRateFor } from '../../db/reads/packageRates.ts';
import type { Tx } from '../../db/sql.ts';
import * as contract from '../contract/billingPackages.ts';
import { fromRate } from '../contract/rates.ts';
import { type Door, type Handler, on } from '../door.ts';
import { given, toId, toInstant } from '../wire.ts';

export const priceCheckHandlers: readonly Handler[] = [
  on(contract.checkPrice, async ({ body }, door) => {
    const accountId = given(body.accountId, toId);
    const { packageId, ownId, currency } = await tariffOf(door, given(body.billingPackageId, toId), accountId);
    const { dialPlan, timeZone } = await door.ask(getCallSettings);
    const normalised = normaliseNumber(body.number, dialPlan);
    if (!normalised.ok)
      throw fieldRefusal('invalid_number', 'number', 'This is not a telephone number. Write it as you would dial it.');
    const { number } = normalised;
    const at = body.at === undefined ? door.clock() : toInstant(body.at);
    const standard = await door.ask((tx) => findRateFor(tx, packageId, number, at));
    const own = ownId === null ? undefined : await door.ask((tx) => findRateFor(tx, ownId, number, at));
    const match = chooseRate(own, standard);
    if (!match) throw fieldRefusal('no_rate', 'number', refusals.no_rate);
    if (match.rate.blocked) throw fieldRefusal('destination_blocked', 'number', refusals.destination_blocked);
    const on = localDate(at, timeZone);
    const included =
      accountId === undefined ? undefined : await door.ask((tx) => includedFor(tx, { accountId, packageId, number, on }));
    const rate = included ? { ...match.rate, included } : match.rate;
    const { billedSeconds, price, steps } = priceCall(rate, match.rounding, at, body.seconds);
    return {
      number,
      rate: fromRate(match.rate),
      billedSeconds,
      price: formatAmount(price),
      currency,
      steps: stepLines(steps, currency),
    };
  }),
];

type IncludedOf = { readonly accountId: Id; readonly packageId: Id; readonly number: string; readonly on: LocalDate };

/** What is left of the included minutes that a call of this account would use on that day. */
async function includedFor(tx: Tx, { accountId, packageId, number, on: day }: IncludedOf): Promise<IncludedSeconds | undefined> {
  const bundle = bundleFor([...(await listOwnBundles(tx, accountId)), ...(await listPackageBundles(tx, packageId))], number, day);
  if (!bundle) return undefined;
  const seconds = await findIncludedLeft(tx, bundle.id, accountId, bundleSpan(bundle.period, day), '');
  return { seconds, mode: bundle.mode, coversFlagFall: bundle.coversFlagFall };
}

/** The package to price with, and the currency that it is in. The contract has seen to it that one of the two is given. */
async function tariffOf(door: Door, packageId: Id | undefined, accountId: Id | undefined) {
  if (accountId !== undefined) {
    const account = await door.ask((tx) => findAccount(tx, accountId));
    if (!account) throw fieldRefusal('invalid_input', 'accountId', 'There is no such account.');
    const own = await door.ask((tx) => findOwnPrices(tx, accountId));
    return { packageId: toId(account.billingPackageId), ownId: own?.billingPackageId ?? null, currency: account.currency };
  }
  const known = packageId && (await door.ask((tx) => findBillingPackage(tx, packageId)));
  if (!known) throw fieldRefusal('invalid_input', 'billingPackageId', 'There is no such billing package.');
  return { packageId: toId(known.id), ownId: null, currency: (await door.ask(getSessionInfo)).currency };
}
