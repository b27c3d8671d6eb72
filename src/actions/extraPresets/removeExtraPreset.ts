import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteExtraPreset, lockExtraPreset } from '../../db/tables/extraPresets.ts';
import { action, done } from '../action.ts';

/** Removes a preset; accounts that got it keep what they have, and new ones start without it. */
export const removeExtraPreset = action<{ readonly id: Id }, null>(
  'extra_preset.remove',
  'setting.change',
  async (work, { id }) => {
    const stored = await lockExtraPreset(work.tx, id);
    if (!stored) throw new Refusal('not_found');
    await deleteExtraPreset(work.tx, id);
    return done(null, { detail: { name: stored.name } });
  },
);
