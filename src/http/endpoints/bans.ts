import { addBan } from '../../actions/bans/addBan.ts';
import { addExemption } from '../../actions/bans/addExemption.ts';
import { keepBan } from '../../actions/bans/keepBan.ts';
import { liftBan } from '../../actions/bans/liftBan.ts';
import { removeExemption } from '../../actions/bans/removeExemption.ts';
import type { Id } from '../../core/base/id.ts';
import { findBan, listBans, listExemptions } from '../../db/reads/listBans.ts';
import { listSignInFailures } from '../../db/reads/listSignInFailures.ts';
import * as contract from '../contract/bans.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const banHandlers: readonly Handler[] = [
  on(contract.listBans, ({ query }, door) => door.ask((tx) => listBans(tx, door.clock(), query, query))),
  on(contract.addBan, async ({ body, who }, door) => getBan(door, await door.act(who, addBan, { seconds: undefined, ...body }))),
  on(contract.liftBan, async ({ params, who }, door) => {
    const banId = toId(params.id);
    await door.act(who, liftBan, { banId });
    return getBan(door, banId);
  }),
  on(contract.keepBan, async ({ params, who }, door) => {
    const banId = toId(params.id);
    await door.act(who, keepBan, { banId });
    return getBan(door, banId);
  }),
  on(contract.listBanExemptions, async (_, door) => ({ items: await door.ask(listExemptions) })),
  on(contract.addBanExemption, async ({ body, who }, door) => {
    const id = await door.act(who, addExemption, body);
    return found((await door.ask(listExemptions)).find((one) => one.id === String(id)));
  }),
  on(contract.removeBanExemption, async ({ params, who }, door) => {
    await door.act(who, removeExemption, { exemptionId: toId(params.id) });
    return {};
  }),
  on(contract.listSignInFailures, async (_, door) => ({
    items: await door.ask((tx) => listSignInFailures(tx, door.clock())),
  })),
];

async function getBan(door: Door, id: Id) {
  return found(await door.ask((tx) => findBan(tx, door.clock(), id)));
}
