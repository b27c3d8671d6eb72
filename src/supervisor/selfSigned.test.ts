import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfSigned } from './selfSigned.ts';

const now = new Date('2026-11-23T00:00:00Z');

test.each([
  ['voice.example.net', 'DNS:voice.example.net'],
  ['192.0.2.7', 'IP Address:192.0.2.7'],
  ['2001:db8::7', 'IP Address:2001:DB8:0:0:0:0:0:7'],
])('a certificate for %s names it, signs itself and fits its key', (name, alternative) => {
  const made = selfSigned(name, now);
  const certificate = new X509Certificate(made.certificate);
  expect(certificate.subject).toBe(`CN=${name}`);
  expect(certificate.subjectAltName).toBe(alternative);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
  expect(certificate.validFromDate.toISOString()).toBe('2026-11-22T00:00:00.000Z');
  expect(certificate.validToDate.getUTCFullYear()).toBe(2036);
});

test('each is another, and one that lasts beyond 2049 says so as the standard wants', () => {
  expect(selfSigned('a.example', now).certificate).not.toBe(selfSigned('a.example', now).certificate);
  const late = new X509Certificate(selfSigned('a.example', new Date('2045-01-01T00:00:00Z')).certificate);
  expect(late.validToDate.getUTCFullYear()).toBe(2054);
});
