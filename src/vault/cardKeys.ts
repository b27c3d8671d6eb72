import { createHmac, randomBytes } from 'node:crypto';
import type { CardKey, CardKeys } from '../core/base/cardKeys.ts';

/** A new key as it is written down: 32 random bytes in base64url. */
export const newCardKey = (): string => randomBytes(32).toString('base64url');

/** Reads keys from text: one or more of 32 bytes in base64 or base64url, apart by spaces, commas or lines; the newest first. */
export function parseCardKeys(text: string): CardKeys {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const keys = words.map((word, index) => parseKey(word, index + 1));
  const newest = keys[0];
  if (!newest) throw new Error('There is no card key in it.');
  return { newest, known: new Map(keys.map((key) => [key.id, key])) };
}

/** The message never holds the key: it may end in a log. */
function parseKey(word: string, position: number): CardKey {
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(word) ? Buffer.from(word, 'base64') : Buffer.alloc(0);
  if (bytes.length !== 32)
    throw new Error(`Card key ${position} is not 32 bytes in base64. Make one with: openssl rand -base64 32`);
  return { id: cardKeyId(bytes), bytes };
}

/** Tells keys apart without telling anything about them. */
function cardKeyId(bytes: Uint8Array): string {
  return createHmac('sha256', bytes).update('vsppanel card key id').digest('hex').slice(0, 16);
}
