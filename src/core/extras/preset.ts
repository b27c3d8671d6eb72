import type { Extra, WishedExtra } from './extra.ts';

/** An extra of a saved set: it starts on the day on which the set is used, and has no end. */
export type PresetExtra = Omit<Extra, 'startsOn' | 'endsOn'>;

/** A saved set of extras. Using it copies them: changing it later changes no account. */
export type ExtraPreset = { readonly name: string; readonly extras: readonly PresetExtra[] };

/** The extras of a preset for an account that gets them today. */
export function usePreset(extras: readonly PresetExtra[]): readonly WishedExtra[] {
  return extras.map((extra) => ({ ...extra, endsOn: null }));
}
