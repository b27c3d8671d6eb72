import { openBrowserPhone } from '../../actions/engine/openBrowserPhone.ts';
import { placeTestCall } from '../../actions/engine/placeTestCall.ts';
import { may } from '../../core/access/permission.ts';
import { findCall } from '../../db/reads/getCall.ts';
import { findCallCost } from '../../db/reads/getCallCost.ts';
import { listCalls } from '../../db/reads/listCalls.ts';
import { listCallRerates } from '../../db/reads/rerates.ts';
import * as contract from '../contract/calls.ts';
import { found, type Handler, on } from '../door.ts';
import { given, toId, toInstant } from '../wire.ts';

export const callHandlers: readonly Handler[] = [
  on(contract.listCalls, ({ query }, door) => {
    const { search, outcome, direction } = query;
    const filter = {
      accountId: given(query.accountId, toId),
      from: given(query.from, toInstant),
      to: given(query.to, toInstant),
      search,
      outcome,
      direction,
    };
    return door.ask((tx) => listCalls(tx, filter, query));
  }),
  on(contract.getCall, async ({ params, who }, door) => {
    const call = found(await door.ask((tx) => findCall(tx, params.callId)));
    const cost = may(who.level, 'provider.read') ? await door.ask((tx) => findCallCost(tx, params.callId)) : undefined;
    return { ...call, cost: cost ?? null, rerates: await door.ask((tx) => listCallRerates(tx, params.callId)) };
  }),
  on(contract.openBrowserPhone, ({ body, who }, door) => door.act(who, openBrowserPhone, body)),
  on(contract.placeTestCall, async ({ body, who }, door) => {
    await door.act(who, placeTestCall, body);
    return {};
  }),
];
