import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { findGroupByName, lockRingGroup, type RingGroupFields, updateRingGroup } from '../../db/tables/ringGroups.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { checkRingGroup, nameTaken, ringGroupChanges } from './ringGroupFields.ts';

/** Changes who rings, how long, and what follows. Counts from the next call on. */
export const changeRingGroup = action<{ readonly ringGroupId: Id; readonly fields: RingGroupFields }, null>(
  'ring_group.change',
  'account.change',
  async (work, { ringGroupId, fields }) => {
    const plan = await lockSettings(work.tx);
    const found = await lockRingGroup(work.tx, ringGroupId);
    if (!found) throw new Refusal('not_found');
    const namesake = await findGroupByName(work.tx, found.accountId, fields.name);
    if (namesake !== undefined && namesake !== ringGroupId) throw nameTaken(fields.name);
    await checkRingGroup(work, found.accountId, fields, plan);
    const changes = ringGroupChanges(found, fields);
    if (changes.length === 0) return done(null, null);
    await updateRingGroup(work.tx, ringGroupId, fields);
    return done(null, { accountId: found.accountId, detail: { ringGroup: found.name, changes } });
  },
);
