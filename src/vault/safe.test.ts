import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openSafe } from './safe.ts';

const safe = openSafe('a secret of this test, long enough.');

describe('sealing', () => {
  test('what is sealed for a row opens for that row', () => {
    expect(safe.open(safe.seal('pässword', 'provider 7'), 'provider 7')).toBe('pässword');
  });

  test('the same text is never sealed alike', () => {
    expect(Buffer.from(safe.seal('x', 'provider 7'))).not.toEqual(Buffer.from(safe.seal('x', 'provider 7')));
  });

  test('moved to another row, damaged, cut or opened with another key it does not open', () => {
    const sealed = safe.seal('secret', 'provider 7');
    expect(() => safe.open(sealed, 'provider 8')).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Uint8Array.from(sealed);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => safe.open(damaged, 'provider 7')).toThrow();
      expect(() => safe.open(sealed.slice(0, at), 'provider 7')).toThrow();
    }
    expect(() => openSafe('another secret, just as long as that.').open(sealed, 'provider 7')).toThrow();
  });

  test('a short sealing secret is refused', () => {
    expect(() => openSafe('short')).toThrow('32 characters');
  });
});

describe('passwords', () => {
  test('the right one fits, another and nobody’s do not', async () => {
    const hash = await safe.hashPassword('correct horse');
    expect(hash).not.toContain('correct');
    expect(await safe.isPassword('correct horse', hash)).toBe(true);
    expect(await safe.isPassword('correct horsf', hash)).toBe(false);
    expect(await safe.isPassword('', undefined)).toBe(false);
  });
});

test('the SIP digest is HA1 of RFC 7616 with MD5', () => {
  expect(safe.sipDigest('100001', 'abc')).toBe(createHash('md5').update('100001:vsppanel:abc').digest('hex'));
});
