import type { Id } from '../../core/base/id.ts';
import { action, done } from '../action.ts';
import { keepPasskey, type NamedAnswer } from '../passkeys/ownPasskeys.ts';
import { customerOf } from './customerOf.ts';

/** Keeps a passkey that the browser of a customer's person has made. */
export const addPortalPasskey = action<NamedAnswer, Id>('portal.add_passkey', 'portal_change', async (work, { name, answer }) => {
  const { id, accountId } = customerOf(work.doer);
  const passkeyId = await keepPasskey(work, { door: 'portal', id }, { name, answer });
  return done(passkeyId, { accountId, detail: { name } });
});
