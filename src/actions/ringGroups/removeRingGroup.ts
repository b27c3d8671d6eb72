import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { isGroupUsed } from '../../db/tables/incomingNumbers.ts';
import { deleteRingGroup, lockRingGroup } from '../../db/tables/ringGroups.ts';
import { action, done } from '../action.ts';

/** Removes a ring group that no number sends its calls to. */
export const removeRingGroup = action<{ readonly ringGroupId: Id }, null>(
  'ring_group.remove',
  'account.change',
  async (work, { ringGroupId }) => {
    const found = await lockRingGroup(work.tx, ringGroupId);
    if (!found) throw new Refusal('not_found');
    if (await isGroupUsed(work.tx, found.accountId, ringGroupId))
      throw new Refusal('in_use', {
        message: 'An incoming number sends its calls to this group. Choose another destination there first.',
      });
    await deleteRingGroup(work.tx, ringGroupId);
    return done(null, { accountId: found.accountId, detail: { ringGroup: found.name } });
  },
);
