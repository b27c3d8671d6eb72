import type { Id } from '../../core/base/id.ts';
import { getGuardWorld } from '../../db/reads/guardWorld.ts';
import { findWatch, listCallingAccounts, type Watch } from '../../db/tables/guardWatch.ts';
import { action, done } from '../action.ts';

/** Whom to look at, and what to say when that is done. */
export type WatchRound = { readonly watch: Watch; readonly newest: bigint; readonly accountIds: readonly Id[] };

/** The accounts whose calls may have become suspicious since the last look; none while the guard is off. */
export const listWatched = action<null, WatchRound>('guard.list', 'setting.change', async (work) => {
  const { settings, home } = await getGuardWorld(work.tx);
  const watch = await findWatch(work.tx, work.now);
  const { accountIds, newest } = await listCallingAccounts(work.tx, watch, home.countryCallingCode);
  return done({ watch, newest, accountIds: settings.isOn ? accountIds : [] }, null);
});
