/** What history keeps of a value: what JSON can hold. Money and ids are text by then. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[];

/** One field that was changed: its name, what it was and what it is. */
export type FieldChange = { readonly field: string; readonly from: PlainValue; readonly to: PlainValue };

type Fields = Readonly<Record<string, PlainValue>>;

/** Every field of `after` that differs from `before`, in the order of `after`. Lists are compared by their items. */
export function fieldChanges(before: Fields, after: Fields): readonly FieldChange[] {
  return Object.entries(after)
    .filter(([field, to]) => !isSame(before[field] ?? null, to))
    .map(([field, to]) => ({ field, from: before[field] ?? null, to }));
}

/** True for the same value, or lists of the same values in the same order. */
export function isSame(a: PlainValue, b: PlainValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((one, index) => isSame(one, b[index] ?? null));
}
