import { hangUpCall } from '../../actions/engine/hangUpCall.ts';
import { listLiveCalls } from '../../db/reads/listLiveCalls.ts';
import * as contract from '../contract/liveCalls.ts';
import { type Handler, on } from '../door.ts';
import { callsSeenBy } from '../liveCosts.ts';

export const liveCallHandlers: readonly Handler[] = [
  on(contract.listLiveCalls, async ({ who }, door) => callsSeenBy(who.level, await door.ask(listLiveCalls))),
  on(contract.hangUpCall, async ({ params, who }, door) => {
    await door.act(who, hangUpCall, params);
    return {};
  }),
];
