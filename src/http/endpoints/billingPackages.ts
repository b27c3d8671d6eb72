import { addBillingPackage } from '../../actions/billingPackages/addBillingPackage.ts';
import { addRate } from '../../actions/billingPackages/addRate.ts';
import { changeBillingPackage } from '../../actions/billingPackages/changeBillingPackage.ts';
import { changeRate } from '../../actions/billingPackages/changeRate.ts';
import { closeRate } from '../../actions/billingPackages/closeRate.ts';
import { packageTemplates } from '../../actions/billingPackages/templates.ts';
import type { Id } from '../../core/base/id.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { findBillingPackage, listBillingPackages } from '../../db/reads/listBillingPackages.ts';
import { findListedRate, listRates } from '../../db/reads/listRates.ts';
import * as contract from '../contract/billingPackages.ts';
import { fromRate, toRate } from '../contract/rates.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const billingPackageHandlers: readonly Handler[] = [
  on(contract.listBillingPackages, async (_, door) => ({ items: await door.ask(listBillingPackages) })),
  on(contract.listPackageTemplates, async () => ({
    items: packageTemplates.map((template) => ({ ...template, rates: template.rates.map(fromRate) })),
  })),
  on(contract.addBillingPackage, async ({ body, who }, door) => {
    const { template, rates, ...fields } = body;
    const id = await door.act(who, addBillingPackage, { fields, template, rates: rates.map(toRate) });
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
    const page = await door.ask((tx) => listRates(tx, packageId, query.search, query, door.clock()));
    return { ...page, items: page.items.map(rateRow) };
  }),
  on(contract.addRate, async ({ params, body, who }, door) => {
    const id = await door.act(who, addRate, { billingPackageId: toId(params.id), rate: toRate(body) });
    return getRate(door, id);
  }),
  on(contract.changeRate, async ({ params, body, who }, door) => {
    const id = await door.act(who, changeRate, { rateId: toId(params.id), rate: toRate(body) });
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

async function getRate(door: Door, id: Id) {
  return rateRow(found(await door.ask((tx) => findListedRate(tx, id))));
}

function rateRow({ rate, ...shown }: { readonly id: string; readonly validFrom: string; readonly rate: Rate }) {
  return { ...shown, rate: fromRate(rate) };
}
