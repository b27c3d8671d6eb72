/** Crockford's base 32: no I, L, O, U, so that nothing is misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 13 signs of 5 bits: 65 bits, so that nobody finds a code by trying (10^6 codes, 10^6 tries: one in 10^7). */
export const voucherRandomSigns = 13;

/** The code of a voucher: prefix, 65 random bits, one check sign, in groups. `random` are 13 bytes. */
export function voucherCode(prefix: string, random: Uint8Array): string {
  if (random.length !== voucherRandomSigns) throw new RangeError(`a voucher is made of ${voucherRandomSigns} random bytes`);
  const body = [...random].map((byte) => alphabet[byte & 31]).join('');
  const signs = body + checkSign(plainSigns(prefix) + body);
  const groups = signs.match(/.{1,4}/g) ?? [];
  return [prefix, ...groups].filter((part) => part !== '').join('-');
}

/** A code as it is compared: capitals, without spaces and dashes, look-alikes read as digits; undefined for what is no code. */
export function readVoucherCode(typed: string): string | undefined {
  const signs = plainSigns(typed);
  const isCode = signs.length > voucherRandomSigns && /^[0-9A-HJKMNP-TV-Z]{14,24}$/.test(signs);
  return isCode && checkSign(signs.slice(0, -1)) === signs.at(-1) ? signs : undefined;
}

/** What is shown of a code for ever: its last four signs. */
export const voucherEnd = (code: string): string => plainSigns(code).slice(-4);

function plainSigns(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/U/g, 'V');
}

/** Luhn's rule with 32 signs instead of 10: finds every single wrong sign and nearly every swap of neighbours. */
function checkSign(signs: string): string {
  const size = alphabet.length;
  const sum = [...signs].reverse().reduce((total, sign, index) => {
    const value = alphabet.indexOf(sign) * (index % 2 === 0 ? 2 : 1);
    return total + Math.trunc(value / size) + (value % size);
  }, 0);
  return alphabet[(size - (sum % size)) % size] ?? '';
}
