import { Refusal } from '../../core/base/refusal.ts';
import type { ClassedPrefix } from '../../core/fraud/classedPrefix.ts';
import { countOwnClasses, findOwnClass, lockGuardVersion, saveOwnClasses } from '../../db/tables/guardSettings.ts';
import { action, done, nameOf } from '../action.ts';

/** The whole list is read by every dry run and lies in the memory of call control: it may not grow without end. */
export const ownClassesMax = 5000;

/** Puts prefixes into classes: adds or replaces entries of the operator's own list. */
export const saveClasses = action<{ readonly classes: readonly ClassedPrefix[] }, null>(
  'guard.save_classes',
  'setting.change',
  async (work, { classes }) => {
    await lockGuardVersion(work.tx);
    const [only, second] = classes;
    if (!only) return done(null, null);
    const before = second ? undefined : await findOwnClass(work.tx, only.prefix);
    await saveOwnClasses(work.tx, classes, work.now, nameOf(work.doer));
    if ((await countOwnClasses(work.tx)) > ownClassesMax)
      throw new Refusal('invalid_input', {
        faults: [{ field: 'classes', message: `The list may have at most ${ownClassesMax} entries of your own.` }],
      });
    if (second) return done(null, { detail: { count: classes.length } });
    const changes = [{ field: `+${only.prefix}`, from: before?.class ?? null, to: only.class }];
    return done(null, { detail: { changes, name: only.name } });
  },
);
