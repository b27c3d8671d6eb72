import type { CardKey } from '../core/base/cardKeys.ts';
import type { Id } from '../core/base/id.ts';
import { openBytes, sealBytes } from './box.ts';

/** The row that a sealed card belongs to; moved to another card or account it cannot be opened. */
export type CardRow = { readonly cardId: Id; readonly accountId: Id };

export const numberBinding = ({ cardId, accountId }: CardRow): string => `number of card ${cardId} of account ${accountId}`;
const keyBinding = ({ cardId, accountId }: CardRow, keyId: string): string =>
  `data key of card ${cardId} of account ${accountId} under ${keyId}`;

/** Only the vault sees a data key: it opens one card. */
export function wrapDataKey(key: CardKey, dataKey: Uint8Array, row: CardRow): Uint8Array {
  return sealBytes(key.bytes, dataKey, keyBinding(row, key.id));
}

export function unwrapDataKey(key: CardKey, wrapped: Uint8Array, row: CardRow): Uint8Array {
  return openBytes(key.bytes, wrapped, keyBinding(row, key.id));
}
