import { describe, expect, test } from 'vitest';
import { afterEvent, isApprovedAutomatically, type SignupEvent, settingsOfSignup, signupStates } from './signup.ts';
import {
  formFaults,
  readableOn,
  type SignupForm,
  signupFieldNames,
  signupLanguages,
  siteOrigin,
  usualLimits,
} from './signupForm.ts';
import { addressGroup, hasZeroBits, isFlooded, puzzleBits, siteOf } from './signupGuard.ts';
import { signupWords } from './signupWords.ts';

const form: SignupForm = {
  ...{
    name: 'Web',
    isActive: true,
    language: 'en',
    heading: '',
    intro: '',
    billingPackageId: null,
    routeId: null,
    paymentType: null,
  },
  fields: [
    { name: 'lastName', label: '', isRequired: true },
    { name: 'email', label: '', isRequired: true },
  ],
  ...{ extras: [], approval: 'by_staff', doesConfirmEmail: true, thankYouUrl: '', logoText: '', accentColour: '#2b59db' },
  ...{ allowedSites: ['https://shop.example'], limits: usualLimits },
};
const faultsOf = (change: Partial<SignupForm>, paymentType: 'pre_paid' | 'post_paid' = 'pre_paid') =>
  formFaults({ ...form, ...change }, change.paymentType ?? paymentType).map((fault) => fault.field);

describe('the life of a signup', () => {
  const events: readonly SignupEvent[] = ['confirm', 'expire', 'approve', 'reject'];
  test.each([
    ['received', ['waiting', 'expired', 'approved', 'rejected']],
    ['waiting', [undefined, undefined, 'approved', 'rejected']],
    ['approved', [undefined, undefined, undefined, undefined]],
    ['rejected', [undefined, undefined, undefined, undefined]],
    ['expired', [undefined, undefined, 'approved', undefined]],
  ] as const)('%s: confirm, expire, approve, reject lead to %j', (state, after) => {
    expect(events.map((event) => afterEvent(state, event))).toEqual(after);
  });
  test('every state was looked at', () => expect(signupStates).toHaveLength(5));
});

describe('a form', () => {
  test.each([
    ['a name and an e-mail that must be given', {}, []],
    [
      'no required field that could find the customer again',
      { fields: [{ name: 'city', label: '', isRequired: true }], doesConfirmEmail: false },
      ['fields'],
    ],
    ['a field twice', { fields: [...form.fields, ...form.fields] }, ['fields']],
    [
      'confirmation of an e-mail that may be left out',
      { fields: [form.fields[0]!, { name: 'email', label: '', isRequired: false }] },
      ['doesConfirmEmail'],
    ],
    ['automatic approval, Pre-Paid and confirmed', { approval: 'automatic' }, []],
    ['automatic approval, Post-Paid', { approval: 'automatic', paymentType: 'post_paid' }, ['approval']],
    [
      'automatic approval of an e-mail that nobody confirmed',
      { approval: 'automatic', doesConfirmEmail: false },
      ['doesConfirmEmail'],
    ],
  ] as const)('with %s: faults at %j', (_, change, faults) => {
    expect(faultsOf(change as Partial<SignupForm>)).toEqual(faults);
  });
  test('automatic approval looks at the operator’s default where the form says nothing', () => {
    expect(faultsOf({ approval: 'automatic' }, 'post_paid')).toEqual(['approval']);
  });
  test.each([
    ['automatic', true, 'pre_paid', true],
    ['automatic', true, 'post_paid', false],
    ['automatic', false, 'pre_paid', false],
    ['by_staff', true, 'pre_paid', false],
  ] as const)('%s, confirmed %s, %s: approved without staff %s', (approval, doesConfirmEmail, paymentType, expected) => {
    expect(isApprovedAutomatically({ approval, doesConfirmEmail }, { paymentType })).toBe(expected);
  });
  test('what staff chose goes before the form, the form before Settings', () => {
    const chosen = settingsOfSignup({ ...form, billingPackageId: 1n, routeId: 2n }, { billingPackageId: 7n });
    expect(chosen).toEqual({ billingPackageId: 7n, routeId: 2n, paymentType: undefined });
  });
});

describe('sites', () => {
  test.each([
    ['www.example.com', 'https://www.example.com'],
    ['https://Example.com/join?x=1#y', 'https://example.com'],
    ['http://127.0.0.1:8081/', 'http://127.0.0.1:8081'],
    ['https://example.com:443', 'https://example.com'],
    ['http://example.com:80/', 'http://example.com'],
    ['javascript:alert(1)', undefined],
    ['https://user@example.com', undefined],
    ['ftp://example.com', undefined],
    ['*', undefined],
    ['', undefined],
  ])('%j is the site %s', (typed, origin) => expect(siteOrigin(typed)).toBe(origin));

  const host = 'panel.example:8080';
  const sent = { origin: undefined, referer: undefined, host, hasPageToken: false };
  test.each([
    ['our own page', { origin: 'http://panel.example:8080' }, 'hosted'],
    ['our own page over TLS', { origin: 'https://panel.example:8080' }, 'hosted'],
    ['a listed site', { origin: 'https://shop.example' }, 'https://shop.example'],
    ['a listed site by its referrer', { referer: 'https://shop.example' }, 'https://shop.example'],
    [
      'a listed site that hides its origin but not its referrer',
      { origin: 'null', referer: 'https://shop.example' },
      'https://shop.example',
    ],
    ['a listed site without TLS', { origin: 'http://shop.example' }, undefined],
    ['another site', { origin: 'https://evil.example' }, undefined],
    ['another site with a token of our page', { origin: 'https://evil.example', hasPageToken: true }, undefined],
    [
      'another site with the referrer of a listed one',
      { origin: 'https://evil.example', referer: 'https://shop.example' },
      undefined,
    ],
    ['a site that begins like a listed one', { origin: 'https://shop.example.evil.example' }, undefined],
    ['nobody', {}, undefined],
    ['nobody, with a token of our page', { hasPageToken: true }, 'hosted'],
    ['a hidden page, with a token of our page', { origin: 'null', hasPageToken: true }, 'hosted'],
  ] as const)('sent from %s: %s', (_, given, site) => expect(siteOf(form, { ...sent, ...given })).toBe(site));
});

describe('floods', () => {
  const limits = { addressHour: 2, formHour: 5, formDay: 9 };
  test.each([
    [{ ofAddressHour: 1, ofFormHour: 4, ofFormDay: 8 }, false],
    [{ ofAddressHour: 2, ofFormHour: 2, ofFormDay: 2 }, true],
    [{ ofAddressHour: 0, ofFormHour: 5, ofFormDay: 5 }, true],
    [{ ofAddressHour: 0, ofFormHour: 0, ofFormDay: 9 }, true],
  ])('after %j one more is too many: %s', (counts, isTooMany) => expect(isFlooded(counts, limits)).toBe(isTooMany));

  test.each([
    [0, 12],
    [8, 12],
    [9, 13],
    [16, 13],
    [17, 14],
    [300, 18],
    [1_000_000, 18],
  ])('%i signups in the last hour: a puzzle of %i bits', (count, bits) => expect(puzzleBits(count)).toBe(bits));

  test.each([
    ['000fff', 12, true],
    ['000fff', 13, false],
    ['0007ff', 13, true],
    ['0008ff', 13, false],
    ['0000', 16, true],
    ['00', 12, false],
    ['ffff', 0, true],
  ])('%s begins with %i zero bits: %s', (hex, bits, expected) => expect(hasZeroBits(hex, bits)).toBe(expected));

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (address, group) => expect(addressGroup(address)).toBe(group));
});

describe('the look and the words', () => {
  test.each([
    ['#000000', '#ffffff'],
    ['#2b59db', '#ffffff'],
    ['#ffe600', '#000000'],
    ['#ffffff', '#000000'],
  ])('on %s stands %s', (colour, text) => expect(readableOn(colour)).toBe(text));

  test.each(signupLanguages)('%s says everything, in words of its own', (language) => {
    const words = signupWords[language];
    expect(Object.keys(words)).toEqual(Object.keys(signupWords.en));
    expect(Object.keys(words.labels).toSorted()).toEqual(signupFieldNames.toSorted());
    const texts = [...Object.values(words.labels), ...Object.values(words).filter((one) => typeof one === 'string')];
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
    if (language !== 'en') expect(words.thanksWaiting).not.toBe(signupWords.en.thanksWaiting);
  });
});
