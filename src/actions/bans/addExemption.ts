import { fixedBits, plainNetwork } from '../../core/access/addressText.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { findBansOf, insertExemption, lockNetwork, saveBanLifted } from '../../db/tables/bans.ts';
import { action, done, nameOf } from '../action.ts';

/** Puts a network on the list of those that are never banned, and lifts the bans that stand against it. */
export const addExemption = action<{ readonly network: string; readonly note: string }, Id>(
  'ban_exemption.add',
  'ban.change',
  async ({ tx, now, doer }, input) => {
    const network = plainNetwork(input.network);
    if (network === undefined)
      throw fieldRefusal('invalid_input', 'network', 'Write an address or a network, such as 192.0.2.7 or 192.0.2.0/24.');
    if ((fixedBits(network) ?? 0) < 8)
      throw fieldRefusal('invalid_input', 'network', 'This network is too large: nobody would be banned any more.');
    await lockNetwork(tx, network);
    const by = nameOf(doer);
    const exemptionId = await insertExemption(tx, { network, note: input.note, at: now, by });
    if (exemptionId === undefined) throw fieldRefusal('invalid_input', 'network', 'This is on the list already.');
    const lifted = [...(await findBansOf(tx, network, 'ban', now)), ...(await findBansOf(tx, network, 'warning', now))];
    for (const { id } of lifted) await saveBanLifted(tx, id, now, by);
    return done(exemptionId, { detail: { exemptionId, network, note: input.note, lifted: lifted.map((one) => one.network) } });
  },
);
