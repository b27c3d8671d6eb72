import { lockCardVault, updateCardVault } from '../../db/tables/cardVault.ts';
import { rewrapFingerprintKey } from '../../vault/cards.ts';
import { action, done } from '../action.ts';
import { cardKey } from './cardKey.ts';

/**
 * From now on cards are sealed under the newest key. Waits for everybody who is sealing under the old one, so that afterwards
 * nobody does. Answers the key's id; undefined when no card was ever stored. A second time changes nothing.
 */
export const turnToCardKey = action<null, string | undefined>('card_key.turn', 'card_key.rotate', async (work) => {
  const vault = await lockCardVault(work.tx, 'turn');
  if (!vault) return done(undefined, null);
  const { newest } = work.cardKeys();
  if (vault.keyId === newest.id) return done(newest.id, null);
  const wrapped = rewrapFingerprintKey(cardKey(work, vault.keyId), newest, vault.fingerprintKeyWrapped);
  await updateCardVault(work.tx, { keyId: newest.id, fingerprintKeyWrapped: wrapped });
  return done(newest.id, { detail: { from: vault.keyId, to: newest.id } });
});
