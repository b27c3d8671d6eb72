import type { Readable } from 'node:stream';

/** A line of input, or that it was longer than anybody writes and was left out. */
export type Line = { readonly number: number; readonly text: string } | { readonly number: number; readonly isTooLong: true };

const lengthMax = 1_048_576;

/**
 * The lines of a UTF-8 stream, in groups as they were read, so that answers go out as fast as lines come in and the
 * input never stands in memory as a whole. Ends of lines are LF or CRLF; a byte order mark is dropped. (node:readline
 * also breaks at U+2028, which may stand inside a JSON string.)
 */
export async function* lineGroups(input: Readable): AsyncGenerator<readonly Line[]> {
  input.setEncoding('utf8');
  let number = 0;
  let rest = '';
  let isSkipping = false;
  const toLine = (text: string): Line => {
    number += 1;
    if (text.length > lengthMax) return { number, isTooLong: true };
    const start = number === 1 && text.startsWith('\uFEFF') ? 1 : 0;
    return { number, text: text.slice(start, text.endsWith('\r') ? -1 : undefined) };
  };
  for await (const chunk of input) {
    const pieces = `${rest}${chunk}`.split('\n');
    rest = pieces.pop() ?? '';
    if (isSkipping && pieces.length > 0) {
      pieces.shift();
      isSkipping = false;
    }
    const lines = pieces.map(toLine);
    if (isSkipping) rest = '';
    else if (rest.length > lengthMax) {
      lines.push(toLine(rest));
      isSkipping = true;
      rest = '';
    }
    yield lines;
  }
  if (rest !== '' && !isSkipping) yield [toLine(rest)];
}
