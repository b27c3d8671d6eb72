/**
 * Longest matching prefix among many (charging.md R15). Immutable: build a new one and swap the reference.
 *
 * A prefix is kept as one number, its code: its digits, each one higher, in base 11, filled up with zeros to 15 places
 * (E.164 has 15 digits; 11^15 < 2^53, so a double holds it exactly). Codes sort like the texts, and everything that begins
 * with a prefix lies in one interval from its code on. A look-up searches the last code at or before the number's, then
 * climbs to the enclosing prefix until one contains the number. 25 bytes a prefix, whatever its digits; a trie of digits
 * takes 44 bytes a node and more nodes than prefixes.
 */
export type PrefixIndex = {
  readonly size: number;
  /**
   * Where the longest prefix of the number stood when the index was built; -1 when there is none, or not only digits.
   * With `isWanted` the longest among those whose position is wanted: of several versions of a prefix the one in force.
   */
  readonly find: (digits: string, isWanted?: (position: number) => boolean) => number;
  /** The prefix that stood there. */
  readonly prefixAt: (position: number) => string;
};

const places = 15;
/** How many codes begin with the same so many digits. */
const intervals = Float64Array.from({ length: places + 1 }, (_, length) => 11 ** (places - length));

/** Builds the index of prefixes of at most 15 digits, each once, in any order; a prefix that is not so throws a RangeError. */
export function buildPrefixIndex(prefixes: readonly string[]): PrefixIndex {
  return indexCodes(Float64Array.from(prefixes, prefixCode));
}

/** The code of a prefix, for callers who collect prefixes in a column of their own. */
export function prefixCode(prefix: string): number {
  if (!/^\d{0,15}$/.test(prefix)) throw new RangeError(`"${prefix}" is not a prefix of at most 15 digits`);
  return codeOf(prefix);
}

/**
 * The index of prefixes that are codes already. Keeps `given`: do not change it afterwards. A prefix may stand there several
 * times when `versions` says so; then each encloses the one before it, and a look-up climbs through them all.
 */
export function indexCodes(given: Float64Array, { versions = false } = {}): PrefixIndex {
  const codes = given.slice().sort();
  const lengths = Uint8Array.from(codes, lengthOf);
  const positions = positionsOf(given, codes, versions);
  const enclosing = enclosingOf(codes, lengths);
  const { width, starts } = bucketsOf(codes);

  const find: PrefixIndex['find'] = (digits, isWanted) => {
    const code = codeOf(digits);
    if (code < 0) return -1;
    const bucket = Math.floor(code / width);
    let at = lastNotAfter(codes, code, starts[bucket]! - 1, starts[bucket + 1]! - 1);
    while (at >= 0 && code - codes[at]! >= intervals[lengths[at]!]!) at = enclosing[at]!;
    // What encloses a prefix of the number is one too: from here on only the wish decides.
    if (isWanted !== undefined) while (at >= 0 && !isWanted(positions[at]!)) at = enclosing[at]!;
    return at < 0 ? -1 : positions[at]!;
  };
  return { size: given.length, find, prefixAt: (position) => textOf(given[position] ?? 0) };
}

/** The code of the first 15 digits; -1 when one of them is no digit. */
function codeOf(digits: string): number {
  const length = Math.min(digits.length, places);
  let code = 0;
  for (let index = 0; index < length; index++) {
    const digit = digits.charCodeAt(index) - 47; // '0' is 48, and stands as 1.
    if (digit < 1 || digit > 10) return -1;
    code = code * 11 + digit;
  }
  return code * intervals[length]!;
}

function textOf(code: number): string {
  let text = '';
  for (let length = 1, rest = code; rest > 0; length++) {
    const digit = Math.floor(rest / intervals[length]!);
    text += String(digit - 1);
    rest -= digit * intervals[length]!;
  }
  return text;
}

function lengthOf(code: number): number {
  let length = 0;
  for (let rest = code; rest > 0; rest %= intervals[length]!) length++;
  return length;
}

/** The last position of a code that is not greater, searched between `low` (known to be so, or -1) and `high`. */
function lastNotAfter(codes: Float64Array, code: number, low: number, high: number): number {
  let found = low;
  let end = high;
  while (found < end) {
    const middle = (found + end + 1) >> 1;
    if (codes[middle]! <= code) found = middle;
    else end = middle - 1;
  }
  return found;
}

/** For each sorted code, where it was given. */
function positionsOf(given: Float64Array, codes: Float64Array, mayRepeat: boolean): Int32Array {
  const positions = new Int32Array(codes.length).fill(-1);
  given.forEach((code, position) => {
    let at = lastNotAfter(codes, code, -1, codes.length - 1);
    if (!mayRepeat && at > 0 && codes[at - 1] === code) throw new RangeError(`the prefix "${textOf(code)}" is given twice`);
    while (positions[at] !== -1) at -= 1;
    positions[at] = position;
  });
  return positions;
}

/** For each sorted code, the nearest shorter prefix that contains it; -1 when there is none. */
function enclosingOf(codes: Float64Array, lengths: Uint8Array): Int32Array {
  const enclosing = new Int32Array(codes.length);
  codes.forEach((code, index) => {
    let outer = index - 1;
    while (outer >= 0 && code - codes[outer]! >= intervals[lengths[outer]!]!) outer = enclosing[outer]!;
    enclosing[index] = outer;
  });
  return enclosing;
}

/** Where the codes with the same first digits begin: saves most halvings of the search. At most as many buckets as codes. */
function bucketsOf(codes: Float64Array): { readonly width: number; readonly starts: Int32Array } {
  const digits = Math.min(5, Math.max(0, Math.floor(Math.log(codes.length || 1) / Math.log(11))));
  const width = intervals[digits]!;
  const starts = new Int32Array(11 ** digits + 1);
  let at = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    while (at < codes.length && codes[at]! < bucket * width) at++;
    starts[bucket] = at;
  }
  return { width, starts };
}
