import { closeAlert } from '../../actions/alerts/closeAlert.ts';
import { may } from '../../core/access/permission.ts';
import { hasScope } from '../../core/access/scope.ts';
import { countOpenAlerts, findAlert, listAlerts } from '../../db/reads/listAlerts.ts';
import * as contract from '../contract/alerts.ts';
import { scopeOf } from '../contract/scopes.ts';
import { found, type Handler, on, type Who } from '../door.ts';
import { given, toId } from '../wire.ts';

type Reader = Exclude<Who, { readonly kind: 'visitor' | 'portal_user' }>;
/** Providers and what they cost are for those who may see providers; a key needs the scope as well. */
const mayCost = (who: Reader): boolean =>
  may(who.level, 'provider.read') &&
  (who.kind !== 'api_key' || hasScope(who.scopes ?? null, scopeOf({ method: 'GET', access: 'provider.read' })));

export const alertHandlers: readonly Handler[] = [
  on(contract.listAlerts, ({ query, who }, door) =>
    door.ask((tx) => listAlerts(tx, { ...query, accountId: given(query.accountId, toId) }, query, mayCost(who))),
  ),
  on(contract.countAlerts, async ({ who }, door) => ({ open: await door.ask((tx) => countOpenAlerts(tx, 100, mayCost(who))) })),
  on(contract.closeAlert, async ({ params, who }, door) => {
    const alertId = toId(params.id);
    await door.act(who, closeAlert, { alertId, mayCost: mayCost(who) });
    return found(await door.ask((tx) => findAlert(tx, alertId, mayCost(who))));
  }),
];
