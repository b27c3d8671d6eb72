import type { CardKey } from '../../core/base/cardKeys.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { Work } from '../action.ts';

/** The card key of this id. Call it after the row that names it is locked: a rotation takes a key away when no row does. */
export function cardKey(work: Work, keyId: string): CardKey {
  const key = work.cardKeys().known.get(keyId);
  if (!key) throw new Refusal('card_key_missing', { cause: new Error(`card key ${keyId} is not among the known ones`) });
  return key;
}
