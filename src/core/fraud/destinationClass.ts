import type { ClassedPrefix, DestinationClass } from './classedPrefix.ts';
import { shippedClasses } from './shippedClasses.ts';

/** Finds the class of a number. */
export type FindClass = (number: string) => ClassedPrefix | undefined;

/** E.164 numbers have at most so many digits. */
const digitsMax = 15;
const shipped: ReadonlyMap<string, ClassedPrefix> = new Map(shippedClasses.map((one) => [one.prefix, one]));

/**
 * The class of a number: the longest prefix decides, of the operator's own list before the one that comes with the program where both
 * have the same. Undefined = normal.
 */
export function findClassIn(own: readonly ClassedPrefix[]): FindClass {
  const ownPrefixes = new Map(own.map((one) => [one.prefix, one]));
  return (number) => {
    for (let length = Math.min(digitsMax, number.length); length > 0; length -= 1) {
      const prefix = number.slice(0, length);
      const found = ownPrefixes.get(prefix) ?? shipped.get(prefix);
      if (found) return found;
    }
    return undefined;
  };
}

/** One prefix as the operator sees it: what counts, and what would count without the operator's own entry. */
export type ListedClass = ClassedPrefix & { readonly isOwn: boolean; readonly shippedClass: DestinationClass | undefined };

/** Both lists as one, by prefix. */
export function mergeClasses(own: readonly ClassedPrefix[]): readonly ListedClass[] {
  const merged = new Map<string, ListedClass>(
    shippedClasses.map((one) => [one.prefix, { ...one, isOwn: false, shippedClass: one.class }]),
  );
  for (const one of own) merged.set(one.prefix, { ...one, isOwn: true, shippedClass: shipped.get(one.prefix)?.class });
  return [...merged.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}
