type Strength = { readonly part: number; readonly words: string; readonly color: string };

/** A hint while typing, by length and variety; the server's own rule is the length. */
export function strengthOf(password: string): Strength {
  if (password === '') return { part: 0, words: 'Type a password.', color: 'gray' };
  if (password.length < 10) return { part: 20, words: `${10 - password.length} more characters, please.`, color: 'red' };
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const score = Math.min(new Set(password).size, 16) + Math.max(0, password.length - 10) + kinds * 2;
  if (score < 15) return { part: 40, words: 'Weak: easy to guess. Make it longer.', color: 'yellow' };
  if (score < 22) return { part: 70, words: 'Good.', color: 'green' };
  return { part: 100, words: 'Strong.', color: 'green' };
}
