import { useEffect, useRef } from 'react';

/** The forms on screen, each asked whether something was typed into it that is not saved. */
const forms = new Set<() => boolean>();

/** True when leaving now would lose something typed, in whatever form, drawer or dialog. */
export const hasUnsaved = (): boolean => [...forms].some((isDirty) => isDirty());

/** Counts a form among those that `hasUnsaved` asks, as long as it is on screen. */
export function useUnsaved(isDirty: () => boolean): void {
  const latest = useRef(isDirty);
  latest.current = isDirty;
  useEffect(() => {
    const ask = () => latest.current();
    forms.add(ask);
    return () => void forms.delete(ask);
  }, []);
}
