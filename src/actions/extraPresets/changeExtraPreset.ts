import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { extraText } from '../../core/extras/extra.ts';
import type { ExtraPreset } from '../../core/extras/preset.ts';
import { lockExtraPreset, updateExtraPreset } from '../../db/tables/extraPresets.ts';
import { action, done } from '../action.ts';

/** Changes a preset; accounts that got it keep what they have. */
export const changeExtraPreset = action<ExtraPreset & { readonly id: Id }, null>(
  'extra_preset.change',
  'setting.change',
  async (work, { id, ...wished }) => {
    const stored = await lockExtraPreset(work.tx, id);
    if (!stored) throw new Refusal('not_found');
    if (!(await updateExtraPreset(work.tx, id, wished)))
      throw fieldRefusal('invalid_input', 'name', `There is a preset named ${wished.name} already.`);
    return done(null, { detail: { name: stored.name, changes: fieldChanges(plainOf(stored), plainOf(wished)) } });
  },
);

const plainOf = ({ name, extras }: ExtraPreset) => ({ name, extras: extras.map((extra) => extraText(extra)) });
