import { closeAlert } from '../../actions/alerts/closeAlert.ts';
import { countOpenAlerts, findAlert, listAlerts } from '../../db/reads/listAlerts.ts';
import * as contract from '../contract/alerts.ts';
import { found, type Handler, on } from '../door.ts';
import { given, toId } from '../wire.ts';

export const alertHandlers: readonly Handler[] = [
  on(contract.listAlerts, ({ query }, door) =>
    door.ask((tx) => listAlerts(tx, { ...query, accountId: given(query.accountId, toId) }, query)),
  ),
  on(contract.countAlerts, async (_, door) => ({ open: await door.ask((tx) => countOpenAlerts(tx, 100)) })),
  on(contract.closeAlert, async ({ params, who }, door) => {
    const alertId = toId(params.id);
    await door.act(who, closeAlert, { alertId });
    return found(await door.ask((tx) => findAlert(tx, alertId)));
  }),
];
