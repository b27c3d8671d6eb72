import { addBillingPackage } from '../../actions/billingPackages/addBillingPackage.ts';
import { addRate } from '../../actions/billingPackages/addRate.ts';
import { changeBillingPackage } from '../../actions/billingPackages/changeBillingPackage.ts';
import { changeRate } from '../../actions/billingPackages/changeRate.ts';
import { closeRate } from '../../actions/billingPackages/closeRate.ts';
import { packageTemplates } from '../../actions/billingPackages/templates.ts';
import type { Id } from '../../core/base/id.ts';
import { type Instant, isLocalDate } from '../../core/base/time.ts';
import { startOfDate } from '../../core/base/zone.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { findBillingPackage, listBillingPackages } from '../../db/reads/listBillingPackages.ts';
import { findListedRate, findPackageOfRate, listRates, listRateVersions } from '../../db/reads/listRates.ts';
import * as contract from '../contract/billingPackages.ts';
import { fromRate, toRate } from '../contract/rates.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId, toInstant } from '../wire.ts';
import { termsOf } from './packageTerms.ts';

export const billingPackageHandlers: readonly Handler[] = [
  on(contract.listBillingPackages, async ({ query }, door) => ({
    items: await door.ask((tx) => listBillingPackages(tx, query.kind)),
  })),
  on(contract.listPackageTemplates, async () => ({
    items: packageTemplates.map((template) => ({ ...template, rates: template.rates.map(fromRate) })),
  })),
  on(contract.addBillingPackage, async ({ body, who }, door) => {
    const { kind, template, rates, ...fields } = body;
    const id = await door.act(who, addBillingPackage, { kind, fields, template, rates: rates.map(toRate) });
    return getPackage(door, id);
  }),
  on(contract.getBillingPackage, ({ params }, door) => getPackage(door, toId(params.id))),
  on(contract.changeBillingPackage, async ({ params, body, who }, door) => {
    const { version, ...fields } = body;
    await door.act(who, changeBillingPackage, { billingPackageId: toId(params.id), fields, version });
    return getPackage(door, toId(params.id));
  }),
  on(contract.listRates, async ({ params, query }, door) => {
    const packageId = toId(params.id);
    await getPackage(door, packageId);
    const page = await door.ask((tx) => listRates(tx, packageId, query.search, query, door.clock(), query.state));
    return { ...page, items: page.items.map(rateRow) };
  }),
  on(contract.listRateVersions, async ({ params, query }, door) => {
    const packageId = toId(params.id);
    await getPackage(door, packageId);
    return { items: (await door.ask((tx) => listRateVersions(tx, packageId, query.prefix))).map(rateRow) };
  }),
  on(contract.addRate, async ({ params, query, body, who }, door) => {
    const packageId = toId(params.id);
    const from = await beginningOf(door, packageId, query.from);
    const id = await door.act(who, addRate, { billingPackageId: packageId, rate: toRate(body), from });
    return getRate(door, id);
  }),
  on(contract.changeRate, async ({ params, query, body, who }, door) => {
    const rateId = toId(params.id);
    const packageId = await door.ask((tx) => findPackageOfRate(tx, rateId));
    const from = packageId === undefined ? undefined : await beginningOf(door, packageId, query.from);
    const id = await door.act(who, changeRate, { rateId, rate: toRate(body), from });
    return getRate(door, id);
  }),
  on(contract.closeRate, async ({ params, who }, door) => {
    await door.act(who, closeRate, { rateId: toId(params.id) });
    return {};
  }),
];

async function getPackage(door: Door, id: Id) {
  return found(await door.ask((tx) => findBillingPackage(tx, id)));
}

/** A date is midnight on the clock of the package. */
async function beginningOf(door: Door, packageId: Id, from: string | undefined): Promise<Instant | undefined> {
  if (from === undefined) return undefined;
  return isLocalDate(from) ? startOfDate(from, (await termsOf(door, packageId)).terms.timeZone) : toInstant(from);
}

async function getRate(door: Door, id: Id) {
  return rateRow(found(await door.ask((tx) => findListedRate(tx, id))));
}

function rateRow<Shown extends { readonly rate: Rate }>({ rate, ...shown }: Shown) {
  return { ...shown, rate: fromRate(rate) };
}
