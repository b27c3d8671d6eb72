import { type BanInForce, listBansInForce } from '../../db/tables/bans.ts';
import { action, done } from '../action.ts';

/** The networks that are kept out now, the longest bans first. */
export const showBans = action<null, readonly BanInForce[]>('ban.show', 'ban.read', async ({ tx, now }) =>
  done(await listBansInForce(tx, now, 1000), null),
);
