import { describe, expect, test } from 'vitest';
import { type SignupForm, signupFieldNames, signupLanguages, usualLimits } from '../../core/accounts/signupForm.ts';
import { signupWords } from '../../core/accounts/signupWords.ts';
import { html } from './html.ts';
import { formPage, htmlSnippet, messagePage, scriptSnippet } from './pages.ts';
import { readFields } from './readFields.ts';

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
  fields: signupFieldNames.map((name) => ({ name, label: '', isRequired: name === 'email' })),
  ...{ extras: [], approval: 'by_staff', doesConfirmEmail: true, thankYouUrl: '', logoText: '', accentColour: '#2b59db' },
  ...{ allowedSites: [], limits: usualLimits },
};
const markup = `"'><script>alert(1)</script><img src=x onerror=alert(1)>\``;
const page = { form, companyName: '', action: '/signup/x', token: 't', sent: {}, faults: [], notice: '', isTrapShown: false };

describe('markup', () => {
  test('typed, set by the operator, or in a fault stays text on the page and in the snippets', () => {
    const hostile = {
      ...{ ...form, heading: markup, intro: markup, logoText: markup },
      fields: signupFieldNames.map((name) => ({ name, label: markup, isRequired: true })),
    };
    const sent = Object.fromEntries(signupFieldNames.map((name) => [name, markup]));
    const faults = signupFieldNames.map((field) => ({ field, message: markup }));
    const pages = [
      formPage({ ...page, form: hostile, companyName: markup, token: markup, sent, faults, notice: markup, action: markup }),
      messagePage(hostile, markup, markup, markup, { action: markup, label: markup }),
      htmlSnippet(hostile, markup),
      scriptSnippet(markup, 'en'),
    ];
    for (const text of pages) {
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img');
      expect(text).not.toContain(markup.slice(0, 3));
    }
  });
  test('of our own templates is kept, once', () => {
    expect(html`<b>${html`<i>${'<'}</i>`}</b>${[html`<br>`]}${3}`.html).toBe('<b><i>&#60;</i></b><br>3');
  });
});

describe.each(signupLanguages)('the page in %s', (language) => {
  test('has a label for every control, says its language, and keeps what was typed', () => {
    const text = formPage({ ...page, form: { ...form, language }, sent: { city: 'Köln <3', country: 'DE' } });
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain('value="Köln &#60;3"');
    expect(text).toMatch(/<option value="DE" selected>/);
    for (const name of signupFieldNames) {
      expect(text).toContain(`<label for="f-${name}">`);
      expect(text).toContain(signupWords[language].labels[name].replace(/'/g, '&#39;'));
    }
    expect(text).not.toContain('<script');
  });
  test('marks a fault at its field, and says it', () => {
    const { faults } = readFields(
      { ...form, language },
      { email: 'no mail', phone: 'abc', dateOfBirth: '1.2.80', firstName: 'x'.repeat(101) },
    );
    const words = signupWords[language];
    expect(faults).toEqual([
      { field: 'firstName', message: words.tooLong },
      { field: 'dateOfBirth', message: words.invalidDate },
      { field: 'email', message: words.invalidEmail },
      { field: 'phone', message: words.invalidPhone },
    ]);
    const text = formPage({ ...page, form: { ...form, language }, faults });
    expect(text.match(/aria-invalid="true"/g)).toHaveLength(4);
    expect(text.match(/autofocus/g)).toHaveLength(1);
    expect(text).toContain('aria-describedby="e-email"');
  });
});

describe('what was sent', () => {
  test('becomes customer details and a message; fields that were not asked for are passed over', () => {
    const asked = { language: 'en', fields: form.fields.filter(({ name }) => name !== 'reference') } as const;
    const read = readFields(asked, {
      lastName: ' Doe ',
      email: 'a@b.example',
      country: 'de',
      message: ' Hi\nthere ',
      reference: 'x',
      isActive: 'false',
    });
    expect(read.faults).toEqual([]);
    expect(read.message).toBe('Hi\nthere');
    expect(read.details).toMatchObject({
      lastName: 'Doe',
      email: 'a@b.example',
      country: 'DE',
      reference: '',
      dateOfBirth: null,
    });
    expect(Object.keys(read.details)).toHaveLength(signupFieldNames.length - 1);
  });
  test.each([
    ['email', ''],
    ['email', ' \t'],
    ['country', 'Deutschland'],
    ['timeZone', 'Moon/Sea'],
    ['lastName', 'a\u0007b'],
    ['message', 'x'.repeat(2001)],
    ['dateOfBirth', '1999-02-30'],
  ])('is refused at %s: %j', (name, text) => {
    const { faults } = readFields(form, { email: 'a@b.example', [name]: text });
    expect(faults.map((fault) => fault.field)).toEqual([name]);
  });
});
