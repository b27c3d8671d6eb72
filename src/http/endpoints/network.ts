import type * as z from 'zod';
import { type AddProvider, addProvider } from '../../actions/providers/addProvider.ts';
import { changeProvider } from '../../actions/providers/changeProvider.ts';
import type { OwnAddress } from '../../actions/providers/checkProvider.ts';
import { addRoute } from '../../actions/routing/addRoute.ts';
import { changeRoute } from '../../actions/routing/changeRoute.ts';
import { removeRoute } from '../../actions/routing/removeRoute.ts';
import type { RouteRule } from '../../core/routing/route.ts';
import { weekDays } from '../../core/routing/weeklyWindow.ts';
import { listCostDecks } from '../../db/reads/listCostDecks.ts';
import { findProvider, listProviders } from '../../db/reads/listProviders.ts';
import { findRoute, listRoutes } from '../../db/reads/listRoutes.ts';
import * as contract from '../contract/network.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

export const networkHandlers: readonly Handler[] = [
  on(contract.listProviders, async (_, door) => ({ items: await door.ask(listProviders) })),
  on(contract.listCostDecks, async (_, door) => ({ items: await door.ask(listCostDecks) })),
  on(contract.addProvider, async ({ body: { secret, ...fields }, who }, door) => {
    const id = await door.act(who, addProvider, { fields: toFields(fields), secret, own: ownOf(door) });
    return found(await door.ask((tx) => findProvider(tx, id)));
  }),
  on(contract.changeProvider, async ({ params, body: { secret, version, ...fields }, who }, door) => {
    const providerId = toId(params.id);
    await door.act(who, changeProvider, { providerId, fields: toFields(fields), secret, version, own: ownOf(door) });
    return found(await door.ask((tx) => findProvider(tx, providerId)));
  }),
  on(contract.listRoutes, async (_, door) => ({ items: await door.ask(listRoutes) })),
  on(contract.addRoute, async ({ body: { rules, ...fields }, who }, door) => {
    const id = await door.act(who, addRoute, { fields, rules: rules.map(toRule) });
    return found(await door.ask((tx) => findRoute(tx, id)));
  }),
  on(contract.changeRoute, async ({ params, body: { rules, version, ...fields }, who }, door) => {
    const routeId = toId(params.id);
    await door.act(who, changeRoute, { routeId, fields, rules: rules.map(toRule), version });
    return found(await door.ask((tx) => findRoute(tx, routeId)));
  }),
  on(contract.removeRoute, async ({ params, who }, door) => {
    await door.act(who, removeRoute, { routeId: toId(params.id) });
    return {};
  }),
];

type ProviderBody = Omit<z.output<(typeof contract.addProvider)['body']>, 'secret'>;
type RuleBody = z.output<(typeof contract.addRoute)['body']>['rules'][number];

function toFields({ callerIdRule, ...body }: ProviderBody): AddProvider['fields'] {
  return {
    ...body,
    callerIdRule: callerIdRule ?? (body.callerId === '' ? 'pass' : 'fixed'),
    costPackageId: given(body.costPackageId, toId),
    dailyCostLimit: given(body.dailyCostLimit, toAmount),
    monthlyCostLimit: given(body.monthlyCostLimit, toAmount),
  };
}

function toRule({ providerIds, windows, ...rule }: RuleBody): RouteRule {
  return { ...rule, providerIds: providerIds.map(toId), windows: windows.map(toWindow) };
}

const toWindow = ({ days, ...window }: RuleBody['windows'][number]) => ({
  ...window,
  days: weekDays.filter((day) => days.includes(day)),
});

const ownOf = ({ phoneServer: { address, sipPort, iaxPort } }: Door): OwnAddress => ({ addresses: [address], sipPort, iaxPort });
