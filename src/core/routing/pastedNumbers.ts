import { type DialPlan, isEmergency, normaliseNumber } from '../base/phone.ts';

/** A line of a pasted list that cannot be taken: as it was typed, and why. Lines count from 1. */
export type PastedFault = { readonly line: number; readonly text: string; readonly message: string };
/** A pasted list: E.164 digits in the order of their lines, each once, and the lines that are no such number. */
export type PastedNumbers = { readonly numbers: readonly string[]; readonly faults: readonly PastedFault[] };

/** So many lines are read at a time. */
export const pastedLinesMax = 5000;

/**
 * Reads numbers pasted one a line, in any way people and carriers write them: `+61 2 8000 1111`, `(02) 8000-1111`,
 * `tel:+61280001111`, a cell of a spreadsheet with its tab or comma. Empty lines are passed over. A number that stands twice
 * is taken once and named.
 */
export function readPastedNumbers(text: string, plan: DialPlan): PastedNumbers {
  const firstLines = new Map<string, number>();
  const faults: PastedFault[] = [];
  for (const [index, typed] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const shown = typed.trim();
    if (shown === '') continue;
    const number = readNumber(shown, plan);
    const message = faultOf(number, firstLines);
    if (message !== undefined) faults.push({ line, text: shown.slice(0, 60), message });
    else if (number !== undefined) firstLines.set(number, line);
  }
  return { numbers: [...firstLines.keys()], faults };
}

function faultOf(number: string | undefined, firstLines: ReadonlyMap<string, number>): string | undefined {
  if (firstLines.size >= pastedLinesMax) return `At most ${pastedLinesMax} numbers at a time.`;
  if (number === undefined) return 'This is not a phone number.';
  const first = firstLines.get(number);
  return first === undefined ? undefined : `The same number as in line ${first}.`;
}

/** E.164 digits; undefined when the text is no number that somebody outside could call. */
export function readNumber(text: string, plan: DialPlan): string | undefined {
  // What spreadsheets and web pages put around a number; U+2010 to U+2015 are dashes, U+00A0 and U+202F narrow blanks.
  const bare = text
    .trim()
    .replace(/^["']+|["',;\t]+$/g, '')
    .replace(/^(tel|sip):/i, '')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\(0\)/g, '')
    .trim();
  if (isEmergency(bare, plan)) return undefined;
  const normalised = normaliseNumber(bare, plan);
  return normalised.ok ? normalised.number : undefined;
}
