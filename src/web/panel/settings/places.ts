import { countryCodes, languageCodes } from '../../../core/accounts/countries.ts';

type Choice = { readonly value: string; readonly label: string };

const nameOfRegion = new Intl.DisplayNames('en', { type: 'region' });
const nameOfLanguage = new Intl.DisplayNames('en', { type: 'language' });
const nameOfCurrency = new Intl.DisplayNames('en', { type: 'currency' });

/** Countries by name. */
export const countryChoices: readonly Choice[] = sorted(
  countryCodes.map((value) => ({ value, label: nameOfRegion.of(value) ?? value })),
);

/** Languages by name. */
export const languageChoices: readonly Choice[] = sorted(
  languageCodes.map((value) => ({ value, label: nameOfLanguage.of(value) ?? value })),
);

/** Currencies of ISO 4217: code and name. */
export const currencyChoices: readonly Choice[] = Intl.supportedValuesOf('currency').map((value) => ({
  value,
  label: `${value} · ${nameOfCurrency.of(value) ?? value}`,
}));

/** Time zones of the browser's list, UTC first. */
export const timeZoneChoices: readonly Choice[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
  label: value.replace(/_/g, ' '),
}));

/** The name of a country; the code itself where it has none. */
export const countryName = (code: string): string => (code === '' ? '' : (nameOfRegion.of(code) ?? code));

function sorted(list: readonly Choice[]): readonly Choice[] {
  return [...list].sort((a, b) => a.label.localeCompare(b.label));
}
