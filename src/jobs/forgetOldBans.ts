import { forgetBans } from '../actions/bans/forgetBans.ts';
import type { Office } from './office.ts';

const batch = 500;

/** Forgets bans that ended long ago. */
export async function forgetOldBans(room: Pick<Office, 'act'>): Promise<void> {
  while ((await room.act(forgetBans, { limit: batch })) === batch);
}
