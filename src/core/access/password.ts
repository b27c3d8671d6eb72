/** Shorter ones are guessed, whatever they are made of (NIST SP 800-63B-4 §3.1.1.2 asks for 8, and 15 without a second factor). */
export const passwordLengthMin = 10;
/** A password that repeats a few characters is as short as what it repeats. */
const differentMin = 5;
/** Shorter names stand inside ordinary words. */
const nameLengthMin = 4;

/** What a password must not be made of. */
export type PasswordOwner = { readonly userName: string; readonly companyName: string };

/** What is wrong with a new password, in a sentence; undefined when these rules accept it. Lists of known passwords are the safe's. */
export function passwordFault(password: string, { userName, companyName }: PasswordOwner): string | undefined {
  if ([...password].length < passwordLengthMin) return `A password needs at least ${passwordLengthMin} characters.`;
  if (new Set(password).size < differentMin) return 'This password repeats the same few characters. Take several words.';
  if (contains(password, userName)) return 'A password must not contain the user name.';
  if (contains(password, companyName)) return 'A password must not contain the name of the company.';
  return undefined;
}

function contains(password: string, name: string): boolean {
  const core = plain(name.split('@')[0] ?? '');
  return core.length >= nameLengthMin && plain(password).includes(core);
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Digits and signs that people write for letters. */
const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The words that somebody would look up in a list of known passwords: as it is, undressed of digits around it, undisguised. */
export function guessesOf(password: string): readonly string[] {
  const small = password.toLowerCase();
  const bare = small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const letters = [small, bare].map((text) => text.replace(/[0134457@$!]/g, (sign) => disguises[sign] ?? sign));
  return [...new Set([small, bare, ...letters])].filter((guess) => guess.length >= nameLengthMin);
}
