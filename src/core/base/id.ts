/** A row's identity. Decimal digits on the wire, bigint inside. */
export type Id = bigint;

/** The 16 digits of an account number: 15 given digits and a Luhn check digit (ISO/IEC 7812-1 annex B). */
export function accountNumber(fifteenDigits: string): string {
  if (!/^\d{15}$/.test(fifteenDigits)) throw new TypeError('an account number is made of 15 digits and a check digit');
  return fifteenDigits + luhnDigit(fifteenDigits);
}

/** True for 16 digits whose last is the Luhn check digit of the others. */
export function isAccountNumber(text: string): boolean {
  return /^\d{16}$/.test(text) && hasLuhnDigit(text);
}

/** True when the last digit is the Luhn check digit of those before it (ISO/IEC 7812-1 annex B). */
export function hasLuhnDigit(digits: string): boolean {
  return luhnDigit(digits.slice(0, -1)) === digits.at(-1);
}

function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
