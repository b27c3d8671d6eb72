import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteExemption } from '../../db/tables/bans.ts';
import { action, done } from '../action.ts';

/** Takes a network off the list of those that are never banned. */
export const removeExemption = action<{ readonly exemptionId: Id }, null>(
  'ban_exemption.remove',
  'ban.change',
  async ({ tx }, { exemptionId }) => {
    const network = await deleteExemption(tx, exemptionId);
    if (network === undefined) throw new Refusal('not_found');
    return done(null, { detail: { exemptionId, network } });
  },
);
