import { setCallerGroup } from '../../actions/accounts/setCallerGroup.ts';
import { findCallerGroup, listCallerGroups } from '../../db/reads/listCallerGroups.ts';
import * as contract from '../contract/callerGroups.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const callerGroupHandlers: readonly Handler[] = [
  on(contract.getCallerGroup, ({ params }, door) => answerOf(door, params.id)),
  on(contract.setCallerGroup, async ({ params, body, who }, door) => {
    await door.act(who, setCallerGroup, { accountId: toId(params.id), callerGroup: body.callerGroup });
    return answerOf(door, params.id);
  }),
];

async function answerOf(door: Door, id: string) {
  const callerGroup = found(await door.ask((tx) => findCallerGroup(tx, toId(id))));
  return { callerGroup, known: await door.ask(listCallerGroups) };
}
