import { createContext, type ReactNode, useContext } from 'react';

/** The languages that pages for customers speak. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

type WordsLike = { readonly [key: string]: string | Readonly<Record<string, string>> };
/** The same keys as the English words. */
export type Translated<Words extends WordsLike> = {
  readonly [key in keyof Words]: Words[key] extends string ? string : { readonly [inner in keyof Words[key]]: string };
};
export type Catalogue<Words extends WordsLike> = { readonly en: Words } & {
  readonly [language in Exclude<Language, 'en'>]: Translated<Words>;
};

/** All that a group of pages says, in every language; the compiler finds a key that one of them lacks. */
export function catalogue<Words extends WordsLike>(words: Catalogue<Words>): Catalogue<Words> {
  return words;
}

const LanguageContext = createContext<Language>('en');

export function LanguageProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export const useLanguage = (): Language => useContext(LanguageContext);

/** The words of a catalogue in the language of the page. */
export function useWords<Words extends WordsLike>(words: Catalogue<Words>): Translated<Words> {
  return wordsIn(words, useLanguage());
}

/** As useWords, where there is no page. */
export function wordsIn<Words extends WordsLike>(words: Catalogue<Words>, language: Language): Translated<Words> {
  return words[language] as Translated<Words>;
}

/** The first of these languages (BCP 47, such as de-CH) that we speak; English if there is none. */
export function languageOf(wished: readonly string[]): Language {
  for (const one of wished) {
    const found = languages.find((language) => one.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'en';
}

/** A sentence with its values: `Call from {who}` and {who: '100001'}. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
