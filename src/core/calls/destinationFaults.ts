import { type DialPlan, isEmergency, normaliseNumber } from '../base/phone.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { Destination } from '../routing/incomingNumber.ts';
import type { GroupFollow } from '../routing/ringGroup.ts';

/** What an account's incoming calls may be sent to: its phones and ring groups. Its own incoming numbers would lead in a circle. */
export type Targets = {
  readonly phones: ReadonlyMap<string, { readonly hasVoicemail: boolean }>;
  readonly ringGroupIds: ReadonlySet<string>;
  readonly incomingNumbers: ReadonlySet<string>;
  readonly plan: DialPlan;
};

/** What is wrong with a destination before it is saved; `field` is its path in the request. */
export function destinationFaults(destination: Destination, targets: Targets, field: string): readonly FieldFault[] {
  switch (destination.kind) {
    case 'all_phones':
      return [];
    case 'phone':
      return targets.phones.has(destination.networkNumber) ? [] : [notOwn(field)];
    case 'ring_group':
      return targets.ringGroupIds.has(destination.ringGroupId)
        ? []
        : [{ field: `${field}.ringGroupId`, message: 'Choose one of this account’s ring groups.' }];
    case 'voicemail':
    case 'forward':
      return followFaults(destination, targets, field);
    default:
      return destination satisfies never;
  }
}

/** The same for what follows a ring group that nobody answers. */
export function followFaults(follow: GroupFollow, targets: Targets, field: string): readonly FieldFault[] {
  if (follow.kind === 'forward') {
    const message = outsideFault(follow.dialled, targets);
    return message === undefined ? [] : [{ field: `${field}.dialled`, message }];
  }
  const phone = targets.phones.get(follow.networkNumber);
  if (!phone) return [notOwn(field)];
  return phone.hasVoicemail ? [] : [{ field: `${field}.networkNumber`, message: 'Switch this phone’s voicemail on first.' }];
}

/** What is wrong with the members of a ring group, each at its place. */
export function memberFaults(members: readonly string[], targets: Targets, field: string): readonly FieldFault[] {
  return members.flatMap((member, index): readonly FieldFault[] => {
    const first = members.indexOf(member);
    const message =
      first < index
        ? 'This member stands there already.'
        : targets.phones.has(member)
          ? undefined
          : outsideFault(member, targets);
    return message === undefined ? [] : [{ field: `${field}.${index}`, message: `${member}: ${message}` }];
  });
}

/** A number that calls are passed on to: it can be dialled, and it does not come back to this account. */
function outsideFault(dialled: string, { phones, incomingNumbers, plan }: Targets): string | undefined {
  if (dialled === '') return 'Write the number that calls are passed on to.';
  if (isEmergency(dialled, plan)) return 'Calls cannot be forwarded to an emergency number.';
  if (phones.has(dialled)) return undefined;
  const normalised = normaliseNumber(dialled, plan);
  if (!normalised.ok) return 'This number cannot be dialled. Write it as the customer would dial it.';
  if (incomingNumbers.has(normalised.number)) return 'This is a number of the account itself: the call would go in a circle.';
  return undefined;
}

const notOwn = (field: string): FieldFault => ({
  field: `${field}.networkNumber`,
  message: 'Choose one of this account’s phones.',
});
