import { addBundle } from '../../actions/bundles/addBundle.ts';
import { endBundle } from '../../actions/bundles/endBundle.ts';
import { openOwnPrices } from '../../actions/bundles/openOwnPrices.ts';
import { type LocalDate, localDate } from '../../core/base/time.ts';
import { bundleSpan } from '../../core/rating/bundle.ts';
import { findOwnPrices, listAccountBundles, listWholeBundles } from '../../db/reads/bundles.ts';
import { getCallSettings } from '../../db/reads/callControl.ts';
import * as contract from '../contract/bundles.ts';
import { type Asked, type Door, found, type Handler, on } from '../door.ts';
import { given, toId } from '../wire.ts';

export const bundleHandlers: readonly Handler[] = [
  on(contract.listPackageBundles, async ({ params }, door) => {
    const items = found(await door.ask((tx) => listWholeBundles(tx, toId(params.id))));
    return { items: items.map(({ seconds, ...one }) => ({ ...one, minutes: seconds / 60 })) };
  }),
  on(contract.addPackageBundle, async ({ params, body, who }, door) => {
    const bundle = await fieldsOf(door, body);
    return { id: String(await door.act(who, addBundle, { owner: { billingPackageId: toId(params.id) }, bundle })) };
  }),
  on(contract.listAccountBundles, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findOwnPrices(tx, accountId)));
    const today = await dateOf(door);
    const spans = { day: bundleSpan('day', today), week: bundleSpan('week', today), month: bundleSpan('month', today) };
    const items = await door.ask((tx) => listAccountBundles(tx, accountId, spans));
    return {
      items: items.map(({ granted, left, seconds: _, ...one }) => ({ ...one, grantedSeconds: granted, leftSeconds: left })),
    };
  }),
  on(contract.addAccountBundle, async ({ params, body, who }, door) => {
    const bundle = await fieldsOf(door, body);
    return { id: String(await door.act(who, addBundle, { owner: { accountId: toId(params.id) }, bundle })) };
  }),
  on(contract.endBundle, async ({ params, who }, door) => {
    await door.act(who, endBundle, { bundleId: toId(params.id) });
    return {};
  }),
  on(contract.getOwnPrices, async ({ params }, door) => {
    const { billingPackageId } = found(await door.ask((tx) => findOwnPrices(tx, toId(params.id))));
    return { billingPackageId: given(billingPackageId, String) };
  }),
  on(contract.openOwnPrices, async ({ params, who }, door) => ({
    billingPackageId: String(await door.act(who, openOwnPrices, { accountId: toId(params.id) })),
  })),
];

async function fieldsOf(door: Door, body: Asked<typeof contract.addPackageBundle>['body']) {
  const { minutes, beginsOn, ...rest } = body;
  return { ...rest, seconds: minutes * 60, beginsOn: (beginsOn as LocalDate | undefined) ?? (await dateOf(door)) };
}

async function dateOf(door: Door): Promise<LocalDate> {
  return localDate(door.clock(), (await door.ask(getCallSettings)).timeZone);
}
