import { bansInForceMax } from '../../core/access/ban.ts';
import { type BanInForce, listBansInForce } from '../../db/tables/bans.ts';
import type { CallContext } from '../calls/callContext.ts';

export type { BanInForce };

/** Who is to be kept out now, the longest bans first. */
export async function listBans(context: CallContext): Promise<readonly BanInForce[]> {
  return listBansInForce(context.tx, context.now(), bansInForceMax);
}
