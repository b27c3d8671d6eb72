import { destinationClasses, destinationClassList } from '../../../core/fraud/classedPrefix.ts';
import { guardReactionList, guardReactions } from '../../../core/fraud/guardSettings.ts';
import { countryChoices, countryName } from '../settings/places.ts';

export const reactionChoices = guardReactionList.map((value) => ({ value, label: guardReactions[value] }));
export const classChoices = destinationClassList.map((value) => ({ value, label: destinationClasses[value] }));

/** Countries to open, all of them first. */
export const openCountryChoices = [{ value: '*', label: 'All countries' }, ...countryChoices];

/** "the own country, Fiji and New Zealand". */
export function countriesText(countries: readonly string[]): string {
  if (countries.includes('*')) return 'All countries';
  if (countries.length === 0) return 'The own country only';
  return ['The own country', ...countries.map(countryName)].join(', ');
}

export const stateWords = {
  none: { label: 'Free', color: 'green' },
  throttled: { label: 'One call at a time', color: 'yellow' },
  locked: { label: 'Outgoing calls locked', color: 'red' },
} as const;

export const actWords = { warn: 'Warned', throttle: 'Throttled', lock: 'Locked', release: 'Released' } as const;
