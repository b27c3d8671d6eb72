import { approveRerate } from '../../actions/rerating/approveRerate.ts';
import { cancelRerate } from '../../actions/rerating/cancelRerate.ts';
import { startRerate } from '../../actions/rerating/startRerate.ts';
import { undoRerate } from '../../actions/rerating/undoRerate.ts';
import { findRerate, listRerateAccounts, listRerateCalls, listRerates } from '../../db/reads/rerates.ts';
import * as contract from '../contract/rerates.ts';
import { found, type Handler, on } from '../door.ts';
import { toId, toInstant } from '../wire.ts';

export const rerateHandlers: readonly Handler[] = [
  on(contract.listRerates, ({ query }, door) => door.ask((tx) => listRerates(tx, query))),
  on(contract.startRerate, async ({ body, who }, door) => {
    const { rates, accountIds, billingPackageId, withPackageId = billingPackageId, from, to, ...rest } = body;
    const id = await door.act(who, startRerate, {
      ...rest,
      billingPackageId: toId(billingPackageId),
      withPackageId: toId(withPackageId),
      ratesAt: rates === 'now' ? door.clock() : undefined,
      accountIds: accountIds?.map(toId),
      from: toInstant(from),
      to: toInstant(to),
    });
    return { id: String(id) };
  }),
  on(contract.getRerate, async ({ params }, door) => found(await door.ask((tx) => findRerate(tx, toId(params.id))))),
  on(contract.listRerateCalls, async ({ params, query }, door) => {
    found(await door.ask((tx) => findRerate(tx, toId(params.id))));
    return door.ask((tx) => listRerateCalls(tx, toId(params.id), query));
  }),
  on(contract.listRerateAccounts, async ({ params, query }, door) => {
    found(await door.ask((tx) => findRerate(tx, toId(params.id))));
    return door.ask((tx) => listRerateAccounts(tx, toId(params.id), query));
  }),
  on(contract.approveRerate, async ({ params, who }, door) => {
    await door.act(who, approveRerate, { runId: toId(params.id) });
    return {};
  }),
  on(contract.cancelRerate, async ({ params, who }, door) => {
    await door.act(who, cancelRerate, { runId: toId(params.id) });
    return {};
  }),
  on(contract.undoRerate, async ({ params, body, who }, door) => {
    const id = await door.act(who, undoRerate, { runId: toId(params.id), ...body });
    return { id: String(id) };
  }),
];
