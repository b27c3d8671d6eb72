import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { costFaults } from '../../core/extras/extraFaults.ts';
import type { ExtraPreset } from '../../core/extras/preset.ts';
import { insertExtraPreset } from '../../db/tables/extraPresets.ts';
import { getCurrency } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

/** Keeps a set of extras under a name. */
export const addExtraPreset = action<ExtraPreset, Id>('extra_preset.add', 'account.add', async (work, input) => {
  const faults = costFaults(input.extras, await getCurrency(work.tx));
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  const id = await insertExtraPreset(work.tx, input, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a preset named ${input.name} already.`);
  return done(id, { detail: { name: input.name } });
});
