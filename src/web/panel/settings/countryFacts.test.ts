import { expect, it } from 'vitest';
import { settingsSchema } from '../../../http/contract/settings.ts';
import { factsOf } from './countryFacts.ts';
import { countryChoices } from './places.ts';

it.each([
  ['AU', 'AUD', '61', '0', '0011', '000'],
  ['US', 'USD', '1', '1', '011', '911'],
  ['GB', 'GBP', '44', '0', '00', '999'],
  ['DE', 'EUR', '49', '0', '00', '110'],
  ['RU', 'RUB', '7', '8', '810', '101'],
])('proposes for %s what is true there', (country, currency, callingCode, national, international, emergency) => {
  expect(factsOf(country)).toMatchObject({
    currency,
    countryCallingCode: callingCode,
    nationalPrefix: national,
    internationalPrefix: international,
  });
  expect(factsOf(country).emergencyNumbers).toContain(emergency);
});

it('proposes nothing that the settings would refuse, for every country of the list', () => {
  const proposals = settingsSchema.pick({
    currency: true,
    timeZone: true,
    countryCallingCode: true,
    nationalPrefix: true,
    internationalPrefix: true,
    emergencyNumbers: true,
  });
  const refused = countryChoices.filter(({ value }) => !proposals.safeParse(factsOf(value)).success);
  expect(refused.map(({ value }) => value)).toEqual([]);
  expect(countryChoices.length).toBeGreaterThan(230);
});
