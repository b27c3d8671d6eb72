import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { ExtraPreset } from '../../core/extras/preset.ts';
import { insertExtraPreset } from '../../db/tables/extraPresets.ts';
import { action, done } from '../action.ts';

/** Keeps a set of extras under a name. */
export const addExtraPreset = action<ExtraPreset, Id>('extra_preset.add', 'account.add', async (work, input) => {
  const id = await insertExtraPreset(work.tx, input, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a preset named ${input.name} already.`);
  return done(id, { detail: { name: input.name } });
});
