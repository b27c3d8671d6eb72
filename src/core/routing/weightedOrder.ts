/**
 * Things in an order drawn by weight: over many seeds each comes first as often as its share of the weights, and the same seed
 * gives the same order for ever. Weights are above 0. Efraimidis and Spirakis, "Weighted random sampling" (2006), with a hash for chance.
 */
export function weightedOrder<T>(
  things: readonly T[],
  seed: string,
  of: (thing: T) => readonly [key: string, weight: number],
): readonly T[] {
  return things
    .map((thing) => {
      const [key, weight] = of(thing);
      return { thing, rank: -Math.log(chance(`${seed}:${key}`)) / weight };
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}

/** A number above 0 and at most 1 that looks drawn: FNV-1a, mixed as in MurmurHash3, because FNV alone hardly moves its upper bits. */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33;
}
