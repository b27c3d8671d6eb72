import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DialPlan, normaliseNumber, toNational } from './phone.ts';

const australia: DialPlan = {
  countryCallingCode: '61',
  nationalPrefix: '0',
  internationalPrefix: '0011',
  emergencyNumbers: ['000', '112'],
};
const spain: DialPlan = { countryCallingCode: '34', nationalPrefix: '', internationalPrefix: '00', emergencyNumbers: ['112'] };
const america: DialPlan = { countryCallingCode: '1', nationalPrefix: '1', internationalPrefix: '011', emergencyNumbers: ['911'] };

describe('a dialled number becomes E.164', () => {
  const table: readonly (readonly [string, DialPlan, string | undefined])[] = [
    ['0299990000', australia, '61299990000'],
    ['(02) 9999-0000', australia, '61299990000'],
    ['+61 2 9999 0000', australia, '61299990000'],
    ['001144207946000', australia, '44207946000'],
    ['44207946000', australia, '44207946000'],
    ['61299990000', australia, '61299990000'],
    ['911234567', spain, '34911234567'],
    ['0044207946000', spain, '44207946000'],
    ['2125550123', america, '12125550123'],
    ['12125550123', america, '12125550123'],
    ['01144207946000', america, '44207946000'],
    ['', australia, undefined],
    ['+', australia, undefined],
    ['abc', australia, undefined],
    ['++612', australia, undefined],
    ['02#9999', australia, undefined],
    ['+0123456789', australia, undefined],
    ['+1234567890123456', australia, undefined],
    ['+123456789012345', australia, '123456789012345'],
    ['+1234', australia, undefined],
    ['+12345', australia, '12345'],
    ['００４４20', australia, undefined],
  ];
  it.each(table)('%s', (dialled, plan, expected) => {
    expect(normaliseNumber(dialled, plan)).toEqual(expected === undefined ? { ok: false } : { ok: true, number: expected });
  });

  it('what is dialled nationally normalises back to the same number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8,12}$/), fc.constantFrom(australia, spain, america), (number, plan) => {
        expect(normaliseNumber(toNational(number, plan), plan)).toEqual({ ok: true, number });
      }),
    );
  });
});
