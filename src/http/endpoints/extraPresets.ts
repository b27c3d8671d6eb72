import type * as z from 'zod';
import { addExtraPreset } from '../../actions/extraPresets/addExtraPreset.ts';
import { changeExtraPreset } from '../../actions/extraPresets/changeExtraPreset.ts';
import { removeExtraPreset } from '../../actions/extraPresets/removeExtraPreset.ts';
import type { Id } from '../../core/base/id.ts';
import { findExtraPreset, listExtraPresets } from '../../db/reads/listExtraPresets.ts';
import * as contract from '../contract/extraPresets.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toAmount, toId } from '../wire.ts';

export const extraPresetHandlers: readonly Handler[] = [
  on(contract.listExtraPresets, async (_, door) => ({ items: await door.ask(listExtraPresets) })),
  on(contract.addExtraPreset, async ({ body, who }, door) => preset(door, await door.act(who, addExtraPreset, presetOf(body)))),
  on(contract.changeExtraPreset, async ({ params, body, who }, door) => {
    const id = toId(params.id);
    await door.act(who, changeExtraPreset, { id, ...presetOf(body) });
    return preset(door, id);
  }),
  on(contract.removeExtraPreset, async ({ params, who }, door) => {
    await door.act(who, removeExtraPreset, { id: toId(params.id) });
    return {};
  }),
];

async function preset(door: Door, id: Id) {
  return found(await door.ask((tx) => findExtraPreset(tx, id)));
}

function presetOf({ name, extras }: z.output<(typeof contract.addExtraPreset)['body']>) {
  return { name, extras: extras.map((extra) => ({ ...extra, cost: toAmount(extra.cost) })) };
}
