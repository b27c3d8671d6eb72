import type { Seconds } from '../base/time.ts';

/** What a letter says, before it is queued. */
export type LetterText = { readonly subject: string; readonly text: string; readonly html: string };

export const letterStates = ['waiting', 'sent', 'failed'] as const;
export type LetterState = (typeof letterStates)[number];

/** After the first try, the second … : a greylisting server wants minutes (RFC 6647 §2.1), a broken one hours. Seconds. */
const pauses: readonly Seconds[] = [60, 5 * 60, 30 * 60, 2 * 3600];

/** A letter is given up after so many tries. */
export const letterTriesMax = pauses.length + 1;

/** How long to wait after this many tries; undefined = give up. */
export function pauseAfter(tries: number): Seconds | undefined {
  return pauses[tries - 1];
}
