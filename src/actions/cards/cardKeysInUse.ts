import { listCardKeysInUse } from '../../db/tables/cardVault.ts';
import { action, done } from '../action.ts';

/** The card keys that something is sealed under, with how many cards each. */
export const cardKeysInUse = action<null, readonly { readonly keyId: string; readonly cards: number }[]>(
  'card_key.count',
  'card_key.rotate',
  async (work) => done(await listCardKeysInUse(work.tx), null),
);
