import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount } from '../base/money.ts';
import { displayName } from './details.ts';
import { type AccountDefaults, effectiveCreditLimit, openAccount } from './openAccount.ts';
import { phoneSecret, phoneSecretLength } from './phoneSecret.ts';

describe('a new account', () => {
  const defaults: AccountDefaults = {
    ...{ paymentType: 'pre_paid', protocol: 'sip_and_iax', billingPackageId: 1n, routeId: 2n, callLimit: 2 },
    dailySpendLimit: amount('50'),
    hourlySpendLimit: amount('20'),
    creditLimit: null,
    allowedPrefixes: [],
    blockedPrefixes: [],
  };

  test('takes the operator’s defaults for what was left out', () => {
    expect(openAccount({}, defaults)).toEqual({
      ok: true,
      settings: { ...defaults, lowBalanceAt: null, creditLimit: 0n, allowedPrefixes: [], blockedPrefixes: [] },
    });
  });

  test('takes what was asked for; "no daily limit" is an answer, not a gap', () => {
    const opened = openAccount(
      { paymentType: 'post_paid', routeId: 9n, dailySpendLimit: null, creditLimit: amount('5') },
      defaults,
    );
    expect(opened).toMatchObject({
      settings: { paymentType: 'post_paid', routeId: 9n, dailySpendLimit: null, creditLimit: amount('5') },
    });
  });

  test.each([
    [{ billingPackageId: null }, ['billingPackageId']],
    [{ routeId: null }, ['routeId']],
    [{ billingPackageId: null, routeId: null }, ['billingPackageId', 'routeId']],
  ])('says which choice is missing: %j', (missing, fields) => {
    const opened = openAccount({}, { ...defaults, ...missing });
    expect(opened.ok ? [] : opened.faults.map((fault) => fault.field)).toEqual(fields);
  });

  test('has no credit limit when it is Pre-Paid, and none but a set one when it is Post-Paid', () => {
    expect(openAccount({ creditLimit: amount('1') }, defaults)).toMatchObject({ ok: false, faults: [{ field: 'creditLimit' }] });
    expect(effectiveCreditLimit({ paymentType: 'pre_paid', creditLimit: null })).toBe(0n);
    expect(effectiveCreditLimit({ paymentType: 'post_paid', creditLimit: null })).toBeNull();
  });
});

test.each([
  [{ firstName: 'Ann', lastName: 'Lee', company: 'Acme' }, 'Ann Lee'],
  [{ lastName: 'Lee', company: 'Acme' }, 'Lee'],
  [{ company: 'Acme', email: 'a@b.example' }, 'Acme'],
  [{ reference: 'R-1', email: 'a@b.example' }, 'R-1'],
  [{ email: 'a@b.example', mobile: '1' }, 'a@b.example'],
  [{ mobile: '1', phone: '2' }, '1'],
  [{ phone: '2' }, '2'],
])('%j is called "%s"', (given, name) => {
  const nobody = { firstName: '', lastName: '', company: '', email: '', phone: '', mobile: '', reference: '' };
  expect(displayName({ ...nobody, ...given })).toBe(name);
});

describe('a phone’s secret', () => {
  test('has twenty letters that nobody mistakes for another, all equally likely', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const all = new Uint8Array(64).fill(byte);
      if (byte >= 248) {
        expect(() => phoneSecret(all)).toThrow(RangeError);
        continue;
      }
      const [letter = ''] = phoneSecret(all);
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect(new Set(counts.values())).toEqual(new Set([8]));
    expect([...counts.keys()].sort().join('')).toBe('23456789abcdefghjkmnpqrstuvwxyz');
  });

  test('is complete for any random bytes, or throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const enough = bytes.filter((byte) => byte < 248).length >= phoneSecretLength;
        if (enough) expect(phoneSecret(bytes)).toMatch(/^[2-9a-hjkmnp-z]{20}$/);
        else expect(() => phoneSecret(bytes)).toThrow(RangeError);
      }),
    );
  });
});
