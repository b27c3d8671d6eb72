import { useSearchParams } from 'react-router';

/** Filters of a list, kept in the address so that they can be bookmarked and survive going back. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Name, string>;
  const set = (name: Name, value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const isFiltered = names.some((name) => values[name] !== '');
  const clear = () => setParams({}, { replace: true });
  return { values, set, isFiltered, clear };
}

/** Leaves out empty filters, so that the request has only what was chosen. */
export function chosen<T extends Readonly<Record<string, string>>>(values: T): { readonly [Name in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as { [Name in keyof T]?: string };
}
