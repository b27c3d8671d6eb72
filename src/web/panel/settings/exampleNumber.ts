import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, getExampleNumber } from 'libphonenumber-js/min';

/** A number of this country that looks real, for calls through the built-in test carrier only. */
export function exampleNumber(country: string): string {
  return getExampleNumber(country as CountryCode, examples)?.number ?? '+61491570156';
}
