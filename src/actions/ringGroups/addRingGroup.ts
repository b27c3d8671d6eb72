import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { insertRingGroup, type RingGroupFields } from '../../db/tables/ringGroups.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { checkRingGroup, nameTaken, ringGroupChanges } from './ringGroupFields.ts';

/** Makes a ring group for an account. */
export const addRingGroup = action<{ readonly accountId: Id; readonly fields: RingGroupFields }, Id>(
  'ring_group.add',
  'account.change',
  async (work, { accountId, fields }) => {
    const plan = await lockSettings(work.tx);
    if (!(await lockAccount(work.tx, accountId))) throw new Refusal('not_found');
    await checkRingGroup(work, accountId, fields, plan);
    const id = await insertRingGroup(work.tx, accountId, fields, formatInstant(work.now));
    if (id === undefined) throw nameTaken(fields.name);
    return done(id, { accountId, detail: { ringGroup: fields.name, changes: ringGroupChanges(undefined, fields) } });
  },
);
