import { liftBansWithin } from '../../db/tables/bans.ts';
import { action, done } from '../action.ts';

/** Lifts bans of networks that are ours or a provider's: whoever banned them did not know. Answers how many. */
export const liftTrusted = action<{ readonly trusted: readonly string[] }, number>(
  'ban.lift_trusted',
  'ban.change',
  async ({ tx, now }, { trusted }) => {
    const networks = await liftBansWithin(tx, trusted, now);
    return done(networks.length, networks.length === 0 ? null : { detail: { networks } });
  },
);
