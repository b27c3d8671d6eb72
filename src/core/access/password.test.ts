import { describe, expect, test } from 'vitest';
import { guessesOf, passwordFault } from './password.ts';

const owner = { userName: 'mary.jones@example.net', companyName: 'Example Voice' };

describe('a new password', () => {
  test.each([
    ['123456789', 'at least 10'],
    ['ééééééééé', 'at least 10'],
    ['😀😀😀😀😀😀', 'at least 10'],
    ['aaaaaaaaaaaa', 'repeats'],
    ['abababababab', 'repeats'],
    ['my MaryJones 2026', 'user name'],
    ['mary-jones!!x', 'user name'],
    ['ex ample voice', 'company'],
  ])('%s is refused: %s', (password, reason) => {
    expect(passwordFault(password, owner)).toContain(reason);
  });

  test.each(['correct horse battery', '1234567890', 'pässwörter sind gut'])('%s passes these rules', (password) => {
    expect(passwordFault(password, owner)).toBeUndefined();
  });

  test('names shorter than four letters stand in ordinary words, and count for nothing', () => {
    expect(passwordFault('planning a garden', { userName: 'ann', companyName: '' })).toBeUndefined();
  });
});

test('what burglars would look up: the word without what is put around and into it', () => {
  expect(guessesOf('P@ssw0rd2026!')).toContain('password');
  expect(guessesOf('123Monkey456')).toContain('monkey');
  expect(guessesOf('1234567890')).toContain('1234567890');
  expect(guessesOf('correct horse battery')).toEqual(['correct horse battery']);
});
