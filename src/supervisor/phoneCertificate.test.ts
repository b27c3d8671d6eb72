import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyChecked, phoneCertificate } from './phoneCertificate.ts';
import { selfSigned } from './selfSigned.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-certificate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const source = () => ({ certificateFile: at('c.pem'), keyFile: at('k.pem') });
const copies = () => ({ certificateFile: at('tls/phones.crt'), keyFile: at('tls/phones.key') });
const write = ({ certificate, key } = selfSigned('a.example', new Date())) => {
  writeFileSync(at('c.pem'), certificate);
  writeFileSync(at('k.pem'), key);
};

test('a pair is copied once, and again when it is renewed; the key is nobody else’s to read', () => {
  write();
  expect([copyChecked(source(), copies()), copyChecked(source(), copies())]).toEqual([true, false]);
  write();
  expect(copyChecked(source(), copies())).toBe(true);
  expect(readFileSync(copies().keyFile, 'utf8')).toBe(readFileSync(at('k.pem'), 'utf8'));
  expect(statSync(copies().keyFile).mode & 0o077).toBe(0);
});

test.each([
  ['half of a renewal', () => writeFileSync(at('c.pem'), selfSigned('a.example', new Date()).certificate), /is not the key of/],
  ['no certificate', () => writeFileSync(at('c.pem'), 'hello'), /is no certificate/],
  ['no key', () => writeFileSync(at('k.pem'), 'hello'), /is no key/],
])('%s is not taken, and the old pair stays', (_, spoil, message) => {
  write();
  copyChecked(source(), copies());
  const before = readFileSync(copies().certificateFile, 'utf8');
  spoil();
  expect(() => copyChecked(source(), copies())).toThrow(message);
  expect(readFileSync(copies().certificateFile, 'utf8')).toBe(before);
});

test('without files of the operator one is made at the first start and kept', () => {
  const options = {
    ...{ config: { dataFolder: folder, phoneCertificate: null }, publicAddress: '192.0.2.7' },
    ...{ folder: at('asterisk'), say: () => undefined },
  };
  const first = readFileSync(phoneCertificate(options).prepare().certificateFile, 'utf8');
  expect(readFileSync(phoneCertificate(options).prepare().certificateFile, 'utf8')).toBe(first);
  expect(existsSync(at('secrets/phones.key'))).toBe(true);
});
