import type { FieldChange, PlainValue } from '../../core/base/fieldChange.ts';
import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import type { DialPlan } from '../../core/base/phone.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { followFaults, memberFaults } from '../../core/calls/destinationFaults.ts';
import type { RingGroupFields } from '../../db/tables/ringGroups.ts';
import type { Work } from '../action.ts';
import { findTargets } from '../incomingNumbers/findTargets.ts';

/** Refuses members and followers that cannot be rung, each at its field. */
export async function checkRingGroup(work: Work, accountId: Id, fields: RingGroupFields, plan: DialPlan): Promise<void> {
  const targets = await findTargets(work.tx, accountId, plan);
  const faults = [
    ...memberFaults(fields.members, targets, 'members'),
    ...(fields.follow ? followFaults(fields.follow, targets, 'follow') : []),
  ];
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
}

export const nameTaken = (name: string): Refusal =>
  fieldRefusal('invalid_input', 'name', `There is a ring group “${name}” already.`);

/** What history keeps; `before` undefined = a new group. */
export function ringGroupChanges(before: RingGroupFields | undefined, after: RingGroupFields): readonly FieldChange[] {
  return fieldChanges(before ? words(before) : {}, words(after));
}

function words({ name, strategy, members, ringSeconds, follow }: RingGroupFields): Readonly<Record<string, PlainValue>> {
  const follower = follow?.kind === 'voicemail' ? `voicemail of ${follow.networkNumber}` : (follow?.dialled ?? null);
  return { name, strategy, members, ringSeconds, follow: follower };
}
