import { addProvider } from '../../actions/providers/addProvider.ts';
import { changeProvider } from '../../actions/providers/changeProvider.ts';
import { addRoute } from '../../actions/routing/addRoute.ts';
import { changeRoute } from '../../actions/routing/changeRoute.ts';
import { findProvider, listProviders } from '../../db/reads/listProviders.ts';
import { findRoute, listRoutes } from '../../db/reads/listRoutes.ts';
import * as contract from '../contract/network.ts';
import { found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const networkHandlers: readonly Handler[] = [
  on(contract.listProviders, async (_, door) => ({ items: await door.ask(listProviders) })),
  on(contract.addProvider, async ({ body: { secret, ...fields }, who }, door) => {
    const id = await door.act(who, addProvider, { fields, secret });
    return found(await door.ask((tx) => findProvider(tx, id)));
  }),
  on(contract.changeProvider, async ({ params, body: { secret, version, ...fields }, who }, door) => {
    const providerId = toId(params.id);
    await door.act(who, changeProvider, { providerId, fields, secret, version });
    return found(await door.ask((tx) => findProvider(tx, providerId)));
  }),
  on(contract.listRoutes, async (_, door) => ({ items: await door.ask(listRoutes) })),
  on(contract.addRoute, async ({ body, who }, door) => {
    const id = await door.act(who, addRoute, { name: body.name, rules: rulesOf(body.rules) });
    return found(await door.ask((tx) => findRoute(tx, id)));
  }),
  on(contract.changeRoute, async ({ params, body, who }, door) => {
    const routeId = toId(params.id);
    await door.act(who, changeRoute, { routeId, name: body.name, rules: rulesOf(body.rules), version: body.version });
    return found(await door.ask((tx) => findRoute(tx, routeId)));
  }),
];

function rulesOf(rules: readonly { readonly prefix: string; readonly providerIds: readonly string[] }[]) {
  return rules.map((rule) => ({ prefix: rule.prefix, providerIds: rule.providerIds.map(toId) }));
}
