import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newCardKey, parseCardKeys } from './cardKeys.ts';
import { makeFingerprintKey, openFingerprintKey, rewrapCard, rewrapFingerprintKey, sealCard } from './cards.ts';
import { openCardNumber } from './openCard.ts';

const number = '4111111111111111';
const row = { cardId: 7n, accountId: 3n };
const [key, other] = [newCardKey(), newCardKey()].map((text) => parseCardKeys(text).newest) as [
  ReturnType<typeof parseCardKeys>['newest'],
  ReturnType<typeof parseCardKeys>['newest'],
];
const fingerprintKey = openFingerprintKey(key, makeFingerprintKey(key));
const sealed = sealCard(key, fingerprintKey, number, row);

describe('a sealed card', () => {
  test('opens with its key, for its card and account', () => {
    expect(openCardNumber(key, sealed, row)).toBe(number);
  });

  test('does not open for another card or account, with another key, or with the data key of another card', () => {
    const second = sealCard(key, fingerprintKey, number, { cardId: 8n, accountId: 3n });
    expect(() => openCardNumber(key, sealed, { ...row, cardId: 8n })).toThrow();
    expect(() => openCardNumber(key, sealed, { ...row, accountId: 4n })).toThrow();
    expect(() => openCardNumber(other, sealed, row)).toThrow();
    expect(() => openCardNumber(key, { ...sealed, dataKeyWrapped: second.dataKeyWrapped }, row)).toThrow();
    expect(() => openCardNumber(key, { ...sealed, numberSealed: second.numberSealed }, row)).toThrow();
    // A whole row that was copied over another one.
    expect(() => openCardNumber(key, second, row)).toThrow();
  });

  test.each(['numberSealed', 'dataKeyWrapped'] as const)('does not open with a bit of %s changed or its end cut off', (part) => {
    for (let at = 0; at < sealed[part].length; at += 1) {
      const damaged = Uint8Array.from(sealed[part]);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => openCardNumber(key, { ...sealed, [part]: damaged }, row)).toThrow();
      expect(() => openCardNumber(key, { ...sealed, [part]: sealed[part].slice(0, at) }, row)).toThrow();
    }
  });

  test('holds nothing of the number in clear, and is never sealed alike', () => {
    const again = sealCard(key, fingerprintKey, number, row);
    expect(Buffer.from(again.numberSealed)).not.toEqual(Buffer.from(sealed.numberSealed));
    expect(Buffer.from(again.dataKeyWrapped)).not.toEqual(Buffer.from(sealed.dataKeyWrapped));
    const all = Buffer.concat([sealed.numberSealed, sealed.dataKeyWrapped, sealed.fingerprint]);
    expect(all.toString('latin1')).not.toContain(number);
    expect(all.toString('hex')).not.toContain(number);
  });
});

// The layout takes 16 bytes for the tag whatever Node would accept (four can be guessed); the second lock is seen in the source only.
test('every cipher of the vault names the length of its tag: 16 bytes', () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => /^\w+\.ts$/.test(name))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const made = sources.match(/create(?:C|Dec)ipheriv\(.*/g) ?? [];
  expect(made).toHaveLength(2);
  expect(made.filter((line) => !/\('aes-256-gcm', .*\{ authTagLength: tagLength \}\)/.test(line))).toEqual([]);
  expect(sources).toContain('const tagLength = 16;');
});

describe('fingerprints', () => {
  test('are equal for equal numbers on any card, and only under the same fingerprint key', () => {
    const twin = sealCard(other, fingerprintKey, number, { cardId: 9n, accountId: 9n });
    const stranger = sealCard(key, fingerprintKey, '5555555555554444', row);
    const elsewhere = sealCard(key, openFingerprintKey(key, makeFingerprintKey(key)), number, row);
    expect(twin.fingerprint).toEqual(sealed.fingerprint);
    expect(stranger.fingerprint).not.toEqual(sealed.fingerprint);
    expect(elsewhere.fingerprint).not.toEqual(sealed.fingerprint);
  });

  test('stay the same after a rotation', () => {
    const wrapped = makeFingerprintKey(key);
    const moved = rewrapFingerprintKey(key, other, wrapped);
    expect(openFingerprintKey(other, moved)).toEqual(openFingerprintKey(key, wrapped));
    expect(() => openFingerprintKey(key, moved)).toThrow();
  });
});

test('a rotation moves the card to the new key, and the old one no longer opens it', () => {
  const dataKeyWrapped = rewrapCard(key, other, sealed.dataKeyWrapped, row);
  expect(openCardNumber(other, { ...sealed, dataKeyWrapped }, row)).toBe(number);
  expect(() => openCardNumber(key, { ...sealed, dataKeyWrapped }, row)).toThrow();
  expect(() => rewrapCard(other, key, sealed.dataKeyWrapped, row)).toThrow();
});

describe('card keys as text', () => {
  const [first, second] = [newCardKey(), newCardKey()] as [string, string];

  test('are read newest first, in base64 or base64url, apart by lines, spaces or commas', () => {
    const plain = `${Buffer.from(first, 'base64url').toString('base64')},\n${second}\n`;
    const keys = parseCardKeys(plain);
    expect(keys.newest.id).toBe(parseCardKeys(first).newest.id);
    expect([...keys.known.keys()]).toEqual([first, second].map((text) => parseCardKeys(text).newest.id));
    expect(keys.newest.id).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each(['', '  \n', 'short', `${first}x`, first.slice(1), `${first} not-a-key`])(
    'are refused when wrong, without being repeated',
    (text) => {
      expect(() => parseCardKeys(text)).toThrow(/card key/i);
      try {
        parseCardKeys(text);
      } catch (error) {
        expect(String(error)).not.toContain(text.slice(0, 12).trim() || 'none');
      }
    },
  );
});
