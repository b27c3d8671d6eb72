import { describe, expect, test } from 'vitest';
import { type Duty, dutyOf, readTypedCode, type Standing, typableCode } from './secondFactor.ts';

describe('what a person owes before anything else', () => {
  const standing = (given: Partial<Standing>): Standing => ({
    level: 'super_user',
    mustChangePassword: false,
    hasSecondFactor: false,
    rule: 'nobody',
    ...given,
  });
  test.each<[string, Partial<Standing>, Duty | undefined]>([
    ['nothing is required', {}, undefined],
    ['a password from somebody else', { mustChangePassword: true }, 'change_password'],
    ['both: the password first', { mustChangePassword: true, rule: 'everybody' }, 'change_password'],
    ['everybody must, has none', { rule: 'everybody' }, 'enrol_second_factor'],
    ['everybody must, has one', { rule: 'everybody', hasSecondFactor: true }, undefined],
    ['Administrators must, is a Super User', { rule: 'administrators' }, undefined],
    ['Administrators must, is one', { rule: 'administrators', level: 'administrator' }, 'enrol_second_factor'],
  ])('%s', (_, given, duty) => {
    expect(dutyOf(standing(given))).toBe(duty);
  });
});

describe('codes that people type', () => {
  test('have 80 bits in four groups, without letters that look alike', () => {
    const code = typableCode(Uint8Array.from({ length: 16 }, (_, i) => i * 17));
    expect(code).toMatch(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/);
    expect(code).not.toMatch(/[ilo1]/);
    expect(() => typableCode(new Uint8Array(15))).toThrow('too few');
  });

  test.each(['k7wd-2mqa-0xyz-p3rt', 'K7WD 2MQA 0XYZ P3RT', 'k7wd2mqaoxyzp3rt', ' k7wd–2mqa–0xyz–p3rt '])(
    '%s is read alike',
    (typed) => {
      expect(readTypedCode(typed)).toBe('k7wd-2mqa-0xyz-p3rt');
    },
  );
});
