import type { ReactNode } from 'react';

/** Something wide that scrolls sideways by itself, for the keyboard too. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="k-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
