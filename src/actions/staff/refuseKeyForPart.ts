import { Refusal } from '../../core/base/refusal.ts';
import type { Doer } from '../action.ts';

/** Whoever makes or changes people who sign in may do all that they may: a key for a part, a time or a place could shed its limits so. */
export function refuseKeyForPart(doer: Doer): void {
  if (doer.kind !== 'api_key') return;
  const { scopes = null, expiresAt = null, networks = [] } = doer;
  if (scopes === null && expiresAt === null && networks.length === 0) return;
  throw new Refusal('not_permitted', {
    message: 'An API key that may do only a part, or only for a while, does not make or change users.',
  });
}
