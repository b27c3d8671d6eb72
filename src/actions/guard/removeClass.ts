import { Refusal } from '../../core/base/refusal.ts';
import { deleteOwnClass, findOwnClass } from '../../db/tables/guardSettings.ts';
import { action, done } from '../action.ts';

/** Takes an own entry away: what the program's list says of the prefix counts again. */
export const removeClass = action<{ readonly prefix: string }, null>(
  'guard.remove_class',
  'setting.change',
  async (work, { prefix }) => {
    const before = await findOwnClass(work.tx, prefix);
    if (!before) throw new Refusal('not_found');
    await deleteOwnClass(work.tx, prefix);
    return done(null, { detail: { changes: [{ field: `+${prefix}`, from: before.class, to: null }] } });
  },
);
