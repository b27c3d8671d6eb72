import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readVoucherCode, voucherCode, voucherEnd } from './voucher.ts';

const random = fc.uint8Array({ minLength: 13, maxLength: 13 });
const prefix = fc.stringMatching(/^[A-Z0-9]{0,8}$/);
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a voucher code', () => {
  test('is read back however it is typed', () => {
    fc.assert(
      fc.property(prefix, random, (start, bytes) => {
        const code = voucherCode(start, bytes);
        const read = readVoucherCode(code);
        expect(read).toBeDefined();
        const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readVoucherCode(typed)).toBe(read);
        expect(read?.endsWith(voucherEnd(code))).toBe(true);
      }),
    );
  });

  test('with one wrong sign is none', () => {
    fc.assert(
      fc.property(random, fc.nat(13), fc.nat(30), (bytes, place, shift) => {
        const code = readVoucherCode(voucherCode('', bytes)) ?? '';
        const wrong = signs[(signs.indexOf(code[place] ?? '') + 1 + shift) % 32] ?? '';
        expect(readVoucherCode(code.slice(0, place) + wrong + code.slice(place + 1))).toBeUndefined();
      }),
    );
  });

  test('holds 65 bits of chance: every sign of the body takes all 32 values', () => {
    const seen = Array.from({ length: 13 }, () => new Set<string>());
    for (let byte = 0; byte < 32; byte += 1)
      [...(readVoucherCode(voucherCode('', new Uint8Array(13).fill(byte))) ?? '').slice(0, 13)].forEach((sign, place) => {
        seen[place]?.add(sign);
      });
    expect(seen.map((one) => one.size)).toEqual(Array(13).fill(32));
  });

  test.each(['', 'TOP', '0000-0000-0000-0', '0'.repeat(25), 'ÄÖÜ'])('"%s" is none', (text) => {
    expect(readVoucherCode(text)).toBeUndefined();
  });

  test('is never made of too little chance', () => {
    expect(() => voucherCode('', new Uint8Array(12))).toThrow(RangeError);
  });
});
