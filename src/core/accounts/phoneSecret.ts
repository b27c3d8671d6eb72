/** Letters and digits that a person reads aloud and types on a phone's keypad without mistakes: no 0/o, 1/i/l. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
/** Bytes at or above this would make the first letters likelier than the last. */
const fair = 256 - (256 % alphabet.length);

/** 20 letters of 31: 99 bits. Longer than any phone's brute force, short enough to type once. */
export const phoneSecretLength = 20;

/** A phone's secret out of random bytes; 64 of them are enough with certainty for practice, too few throw. */
export function phoneSecret(random: Uint8Array): string {
  const letters = [...random].filter((byte) => byte < fair).map((byte) => alphabet[byte % alphabet.length]);
  if (letters.length < phoneSecretLength) throw new RangeError('too few random bytes for a phone secret');
  return letters.slice(0, phoneSecretLength).join('');
}
