import { expect, test } from 'vitest';
import { phoneCredentialsLetter } from './phoneCredentials.ts';
import { testLetter } from './testLetter.ts';

const letter = {
  ...{ companyName: 'Voice & Co', customerName: 'Ann <b>Doe</b>', networkNumber: '100001', secret: 'abcd2345' },
  ...{ server: 'sip.example.net', sipPort: 5060, isReset: false },
};

test('credentials stand in the text and in the HTML, without the port of a protocol that may not be used', () => {
  const { subject, text, html } = phoneCredentialsLetter(letter);
  expect(subject).toBe('Your phone 100001 at Voice & Co');
  for (const value of ['100001', 'abcd2345', 'sip.example.net', '5060']) {
    expect(text).toContain(value);
    expect(html).toContain(value);
  }
  expect(text).not.toContain('IAX');
  expect(phoneCredentialsLetter({ ...letter, sipPort: undefined, iaxPort: 4569 }).text).toMatch(/IAX port \(UDP\): +4569/);
});

test('names cannot become HTML, nor a subject two lines', () => {
  expect(phoneCredentialsLetter(letter).html).toContain('Dear Ann &lt;b&gt;Doe&lt;/b&gt;,');
  expect(phoneCredentialsLetter({ ...letter, companyName: 'A\r\nBcc: b@c.example' }).subject).not.toMatch(/[\r\n]/);
});

test('a new secret says that the old one no longer works', () => {
  expect(phoneCredentialsLetter({ ...letter, isReset: true }).text).toContain('the old one no longer works');
});

test('the test letter is signed by the company', () => {
  expect(testLetter('Voice & Co').text.trim()).toMatch(/Voice & Co$/);
  expect(testLetter('').text.trim()).toMatch(/vspPanel$/);
});
