import { Secret } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { instant } from '../core/base/time.ts';
import { totp } from './totp.ts';

/** The secret of RFC 6238, appendix B, for SHA-1. */
const secret = Secret.fromUTF8('12345678901234567890').base32;
const at = (seconds: number) => instant(seconds * 1000);

describe('codes of RFC 6238, appendix B (its eight digits, cut to the last six)', () => {
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i seconds: %s', (seconds, code) => {
    expect(totp.stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });
});

describe('a code fits one step either way, and says which step it was', () => {
  const code = '005924';
  const step = Math.floor(1234567890 / 30);
  test.each([
    [-60, undefined],
    [-30, step],
    [0, step],
    [30, step],
    [60, undefined],
  ])('%i seconds later', (later, expected) => {
    expect(totp.stepOf(secret, code, at(1234567890 + later))).toBe(expected);
  });

  test.each(['005925', '05924', '0059240', '', 'abcdef'])('%s does not fit', (wrong) => {
    expect(totp.stepOf(secret, wrong, at(1234567890))).toBeUndefined();
  });
});

test('a new secret has 160 bits and is another each time; the address for the app names company and user', () => {
  const [one, two] = [totp.newSecret(), totp.newSecret()];
  expect(one).toMatch(/^[A-Z2-7]{32}$/);
  expect(two).not.toBe(one);
  const uri = new URL(totp.uri(one, 'Example Voice', 'mary'));
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', '/Example Voice:mary']);
  expect(uri.searchParams.get('secret')).toBe(one);
});
