import type { ReactNode } from 'react';

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Labelled values in a row, or in columns of one width. */
export function Facts({ facts, isGrid = false }: { readonly facts: readonly Fact[]; readonly isGrid?: boolean }) {
  return (
    <dl className={isGrid ? 'k-facts k-grid' : 'k-facts'}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
