import type { CardKey } from '../core/base/cardKeys.ts';
import { openBytes } from './box.ts';
import { type CardRow, numberBinding, unwrapDataKey } from './dataKey.ts';

/**
 * The number of a stored card. A file of its own, so that src/tidy/layers.ts can name the one action that may use it:
 * whoever opens a card has written down before who, which and why.
 */
export function openCardNumber(
  key: CardKey,
  sealed: { readonly numberSealed: Uint8Array; readonly dataKeyWrapped: Uint8Array },
  row: CardRow,
): string {
  const dataKey = unwrapDataKey(key, sealed.dataKeyWrapped, row);
  try {
    return Buffer.from(openBytes(dataKey, sealed.numberSealed, numberBinding(row))).toString('utf8');
  } finally {
    dataKey.fill(0);
  }
}
