import { join } from 'node:path';
import { cardKeysInUse } from '../actions/cards/cardKeysInUse.ts';
import { rewrapCards } from '../actions/cards/rewrapCards.ts';
import { turnToCardKey } from '../actions/cards/turnToCardKey.ts';
import { type CardKeySource, readConfig } from '../config.ts';
import type { CardKeys } from '../core/base/cardKeys.ts';
import { Refusal } from '../core/base/refusal.ts';
import { addCardKey, dropCardKeys, readCardKeys } from '../supervisor/cardKeys.ts';
import { takeLock } from '../supervisor/lockFile.ts';
import { type Act, type Print, withInstance } from './withInstance.ts';

/** So many cards in one transaction: a person who wants to see one of them waits for a moment only. */
const batchSize = 200;

/** `npx vsppanel cards rotate-key` on the instance of this data folder. Answers the exit status. */
export async function cardsRotateKey(print: Print): Promise<number> {
  const { cardKeys: source, dataFolder } = readConfig();
  const lock = takeLock(join(dataFolder, 'run', 'card-keys.lock'));
  if (lock.kind === 'taken') throw new Error(`Another rotation is at work (process ${lock.by.pid}). Wait for it.`);
  try {
    const ring = await openRing(source);
    return await withInstance(print, (act) => rotate(ring, act, print), ring.keys);
  } finally {
    lock.release();
  }
}

/** Where the keys are, and what they are now. */
export type KeyRing = { readonly source: CardKeySource; readonly keys: () => CardKeys; readonly readAgain: () => Promise<void> };

export async function openRing(source: CardKeySource): Promise<KeyRing> {
  let keys = await readCardKeys(source);
  return {
    source,
    keys: () => keys,
    readAgain: async () => {
      keys = await readCardKeys(source);
    },
  };
}

/**
 * Makes a new card key, seals the key of every card under it, forgets the old one. Each step is done once, whatever ended the
 * last attempt: the key file says which key is wanted, the database which key each card has.
 */
export async function rotate(ring: KeyRing, act: Act, print: Print): Promise<void> {
  const before = await act(cardKeysInUse, null);
  if (before.length === 0) return print('No card was ever stored: there is nothing to rotate.');
  if (!(await chooseKey(ring, before, print))) return;
  const keyId = await act(turnToCardKey, null);
  if (keyId === undefined) throw new Refusal('card_key_missing');
  const total = before.reduce((sum, one) => sum + (one.keyId === keyId ? 0 : one.cards), 0);
  // Until a batch finds none: one may be short because somebody removed a card that it waited for.
  for (let count = 0, moved = -1; moved !== 0; ) {
    moved = await act(rewrapCards, { keyId, limit: batchSize });
    count += moved;
    if (moved > 0) print(`${count} of ${Math.max(total, count)} cards are under the key ${keyId}.`);
  }
  const after = await act(cardKeysInUse, null);
  print(forget(ring.source, new Set(after.map((one) => one.keyId))));
}

type InUse = readonly { readonly keyId: string; readonly cards: number }[];

/** True when there is a key to turn to: one that an earlier attempt made, else a new one, else the operator's. */
async function chooseKey(ring: KeyRing, inUse: InUse, print: Print): Promise<boolean> {
  const { newest, known } = ring.keys();
  const isFile = ring.source.kind === 'file';
  const isAllUnderNewest = inUse.every((one) => one.keyId === newest.id);
  if (!isAllUnderNewest || (isFile && known.size > 1)) {
    print(`Going on to the key ${newest.id}.`);
    return true;
  }
  if (ring.source.kind !== 'file') {
    print('Everything is sealed under the newest key. Put a new key before it, start vspPanel again, then repeat this.');
    return false;
  }
  addCardKey(ring.source.file);
  await ring.readAgain();
  print(`The new key is ${ring.keys().newest.id}. Include ${ring.source.file} in your next backup.`);
  return true;
}

function forget(source: CardKeySource, idsInUse: ReadonlySet<string>): string {
  if (source.kind !== 'file') return 'Done. No card needs the older keys any more: keep them as long as backups from before.';
  const count = dropCardKeys(source.file, idsInUse);
  return `Done. ${count === 1 ? 'The old key is' : `${count} old keys are`} forgotten; backups from before need it from their own secrets.`;
}
