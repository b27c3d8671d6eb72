import { fieldRefusal } from '../../core/base/refusal.ts';

/** Which part of a list is asked for: at most `limit` rows after the row that `after` stands for. */
export type PageRequest = { readonly after?: string | undefined; readonly limit: number };
export type Page<Item> = { readonly items: Item[]; readonly next?: string };

/** Opaque to callers: the keys of the last row, so that the next page starts right behind it whatever happened meanwhile. */
export function cursorOf(...keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The keys in a cursor, each of which must look like its pattern; undefined without a cursor. */
export function keysOf(cursor: string | undefined, ...patterns: readonly RegExp[]): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const keys = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  const isGood =
    Array.isArray(keys) && keys.length === patterns.length && keys.every((key, index) => isLike(key, patterns[index]));
  if (!isGood) throw fieldRefusal('invalid_input', 'after', 'This is not a page mark of this list.');
  return keys as string[];
}

/** A row id in a cursor. */
export const idPattern = /^[1-9]\d{0,17}$/;

/** A page out of `limit + 1` found rows: the extra one only says that there is more. */
export function pageOf<Row, Item>(
  found: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => string,
): Page<Item> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(toItem);
  return found.length > limit && last !== undefined ? { items, next: toCursor(last) } : { items };
}

/** The text for `like`, with the signs that `like` treats specially taken literally. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function isLike(key: unknown, pattern: RegExp | undefined): boolean {
  return typeof key === 'string' && pattern !== undefined && pattern.test(key);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
