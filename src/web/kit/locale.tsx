import { createContext, type ReactNode, useContext } from 'react';

/** How the operator writes times: locale for the order of day and month, zone for the clock. */
export type Locale = { readonly tag: string; readonly timeZone: string };

const LocaleContext = createContext<Locale>({ tag: 'en', timeZone: 'UTC' });

/** Gives everything below the operator's way of writing dates. */
export function LocaleProvider({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

/** The operator's locale and zone. */
export const useLocale = (): Locale => useContext(LocaleContext);
