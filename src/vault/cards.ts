import { createHmac, randomBytes } from 'node:crypto';
import type { CardKey } from '../core/base/cardKeys.ts';
import { openBytes, sealBytes } from './box.ts';
import { type CardRow, numberBinding, unwrapDataKey, wrapDataKey } from './dataKey.ts';

/** What the database keeps of a card's number. */
export type SealedCard = {
  readonly numberSealed: Uint8Array;
  /** The key of this card alone, wrapped by the card key `keyId`. */
  readonly dataKeyWrapped: Uint8Array;
  readonly keyId: string;
  /** Equal for equal numbers; says nothing to who has not the fingerprint key. 32 bytes. */
  readonly fingerprint: Uint8Array;
};

/** Envelope encryption: the number under a random key of its own, that key under the card key. */
export function sealCard(key: CardKey, fingerprintKey: Uint8Array, number: string, row: CardRow): SealedCard {
  const dataKey = randomBytes(32);
  try {
    return {
      numberSealed: sealBytes(dataKey, Buffer.from(number, 'utf8'), numberBinding(row)),
      dataKeyWrapped: wrapDataKey(key, dataKey, row),
      keyId: key.id,
      fingerprint: createHmac('sha256', fingerprintKey).update(number).digest(),
    };
  } finally {
    dataKey.fill(0);
  }
}

/** Moves a card to another card key without opening its number. */
export function rewrapCard(from: CardKey, to: CardKey, wrapped: Uint8Array, row: CardRow): Uint8Array {
  const dataKey = unwrapDataKey(from, wrapped, row);
  try {
    return wrapDataKey(to, dataKey, row);
  } finally {
    dataKey.fill(0);
  }
}

const fingerprintBinding = (keyId: string): string => `fingerprint key under ${keyId}`;

/** A new fingerprint key, wrapped. It stays the same for ever, so that equal cards keep being found after a rotation. */
export function makeFingerprintKey(key: CardKey): Uint8Array {
  return sealBytes(key.bytes, randomBytes(32), fingerprintBinding(key.id));
}

export function openFingerprintKey(key: CardKey, wrapped: Uint8Array): Uint8Array {
  return openBytes(key.bytes, wrapped, fingerprintBinding(key.id));
}

export function rewrapFingerprintKey(from: CardKey, to: CardKey, wrapped: Uint8Array): Uint8Array {
  return sealBytes(to.bytes, openFingerprintKey(from, wrapped), fingerprintBinding(to.id));
}
