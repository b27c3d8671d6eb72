import { describe, expect, test } from 'vitest';
import { type Identity, phoneEnd, whyDuplicate } from './duplicates.ts';

const plan = { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] };
const nobody: Identity = {
  ...{ firstName: '', lastName: '', company: '', email: '', phone: '', mobile: '', address1: '', postcode: '' },
};
const why = (typed: Partial<Identity>, other: Partial<Identity>) =>
  whyDuplicate({ ...nobody, ...typed }, { ...nobody, ...other }, plan);

describe('two customers look like one', () => {
  test.each<[string, Partial<Identity>, Partial<Identity>, readonly string[]]>([
    ['e-mail, whatever the case', { email: 'Ann@Example.org' }, { email: 'ann@example.org' }, ['email']],
    ['another e-mail', { email: 'ann@example.org' }, { email: 'anna@example.org' }, []],
    ['national and international phone', { phone: '02 9999 0000' }, { phone: '+61 2 9999-0000' }, ['phone']],
    ['phone of one, mobile of the other', { mobile: '0011 61 400 111 222' }, { phone: '(0400) 111222' }, ['phone']],
    ['the same end in another country', { phone: '+64 2 9999 0000' }, { phone: '02 9999 0000' }, []],
    ['same name and address', person('12 High St.'), person('12  high st'), ['address']],
    ['same name elsewhere', person('12 High St'), person('14 High St'), []],
    ['same address, another person', person('12 High St'), { ...person('12 High St'), firstName: 'Bob' }, []],
    ['same address, another postcode', person('1 High St', '2000'), person('1 High St', '3000'), []],
    ['same address, postcode not known', person('1 High St', '2000'), person('1 High St'), ['address']],
    ['a company', { company: 'ACME Ltd.', address1: '1 Quay' }, { company: 'Acme Ltd', address1: '1 quay' }, ['address']],
    ['first names only are no name', { firstName: 'Ann', address1: '1 A' }, { firstName: 'Ann', address1: '1 A' }, []],
    ['nothing in common with nothing', {}, {}, []],
  ])('%s', (_, typed, other, expected) => {
    expect(why(typed, other)).toEqual(expected);
  });
});

test('the end of a phone is what all ways of writing it share; a short one has none', () => {
  expect(['02 9999 0000', '+61 2 9999 0000', '9999-0000'].map(phoneEnd)).toEqual(['99990000', '99990000', '99990000']);
  expect(['', '1234', '12345'].map(phoneEnd)).toEqual(['', '', '12345']);
});

function person(address1: string, postcode = ''): Partial<Identity> {
  return { firstName: 'Ann', lastName: 'Doe', address1, postcode };
}
