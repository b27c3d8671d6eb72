import { type BanInForce, listBansInForce } from '../../db/tables/bans.ts';
import type { CallContext } from '../calls/callContext.ts';

export type { BanInForce };

/** More than a firewall's set or a configuration file should hold; the longest bans come first. */
const most = 20_000;

/** Who is to be kept out now. */
export async function listBans(context: CallContext): Promise<readonly BanInForce[]> {
  return listBansInForce(context.tx, context.now(), most);
}
