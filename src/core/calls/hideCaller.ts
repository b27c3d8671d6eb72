import type { Attempt } from './call.ts';
import { outsideCaller } from './callerIdentity.ts';

/**
 * The attempt without who calls. A provider still learns the number, which it needs for the bill and for emergencies, with the
 * wish not to show it (RFC 3323); whoever is passed on to learns nothing.
 */
export function hideCaller(attempt: Attempt): Attempt {
  switch (attempt.kind) {
    case 'provider':
      return { ...attempt, isCallerHidden: true };
    case 'forward':
    case 'group':
      return { ...attempt, callerId: '', forwarded: { ...attempt.forwarded, from: outsideCaller('') } };
    case 'messages':
      return attempt;
    case 'phone':
    case 'voicemail':
      return { ...attempt, callerId: '' };
    default:
      return attempt satisfies never;
  }
}
