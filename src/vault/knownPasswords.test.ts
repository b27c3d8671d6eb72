import { expect, test } from 'vitest';
import { isKnownPassword } from './knownPasswords.ts';

test.each(['1234567890', 'qwertyuiop', 'Password123', 'P@ssw0rd2026!', '!!!monkey12345', 'QAZWSXEDCRFV'])(
  '%s is known',
  async (password) => {
    expect(await isKnownPassword(password)).toBe(true);
  },
);

test.each(['correct horse battery', 'k7wd-2mqa-0xyz-p3rt', 'a password of the tests'])('%s is not', async (password) => {
  expect(await isKnownPassword(password)).toBe(false);
});
