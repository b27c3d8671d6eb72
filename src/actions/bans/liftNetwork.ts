import { plainNetwork } from '../../core/access/addressText.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { findBansOf, lockNetwork, saveBanLifted } from '../../db/tables/bans.ts';
import { action, done, nameOf } from '../action.ts';

/** Lifts every ban in force that keeps an address of this network out; answers their networks. */
export const liftNetwork = action<{ readonly network: string }, readonly string[]>(
  'ban.lift_network',
  'ban.change',
  async ({ tx, now, doer }, input) => {
    const network = plainNetwork(input.network);
    if (network === undefined)
      throw fieldRefusal('invalid_input', 'network', 'Write an address or a network, such as 192.0.2.7 or 192.0.2.0/24.');
    await lockNetwork(tx, network);
    const bans = await findBansOf(tx, network, 'ban', now);
    for (const { id } of bans) await saveBanLifted(tx, id, now, nameOf(doer));
    const networks = bans.map((one) => one.network);
    return done(networks, networks.length === 0 ? null : { detail: { networks } });
  },
);
