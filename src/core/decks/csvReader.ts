/** Takes the text of a CSV file piece by piece. */
export type CsvReader = { readonly push: (text: string) => void; readonly end: () => void };

/** A cell longer than this is an unclosed quote. Characters. */
const cellLengthMax = 32_767;

/**
 * Reads RFC 4180 and its relatives: any delimiter, quotes doubled inside quotes, line ends CRLF, LF or CR, also inside quotes.
 * Each record comes with the line on which it begins. Text after a closing quote is taken as part of the cell.
 */
export function csvReader(delimiter: string, onRecord: (cells: string[], line: number) => void): CsvReader {
  let rest = '';
  let line = 1;

  /** Reads whole records of `text`; answers where the first unfinished one begins. */
  const readAll = (text: string, isLast: boolean): number => {
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      const record = readRecord(text, at, quote, delimiter, isLast);
      if (!record) return at;
      onRecord(record.cells, line);
      line += record.lines;
      at = record.next;
    }
    return at;
  };
  return {
    push: (text) => {
      const all = rest + text;
      rest = all.slice(readAll(all, false));
      // A quote that is never closed would take the rest of the file into one cell.
      if (rest.length > cellLengthMax * 64) rest = rest.slice(readAll(rest, true));
    },
    end: () => {
      readAll(rest, true);
      rest = '';
    },
  };
}

type Record = { readonly cells: string[]; readonly next: number; readonly lines: number };

/** `quote` = where the next quote stands from `from` on; -1 = nowhere. Most lines have none. */
function readRecord(text: string, from: number, quote: number, delimiter: string, isLast: boolean): Record | undefined {
  const end = lineEnd(text, from);
  if (!isLast && isOpen(text, end)) return undefined;
  const until = end < 0 ? text.length : end;
  if (quote < 0 || quote >= until)
    return { cells: text.slice(from, until).split(delimiter), next: end < 0 ? until : afterLineEnd(text, end), lines: 1 };
  return readQuoted(text, from, delimiter, isLast);
}

function readQuoted(text: string, from: number, delimiter: string, isLast: boolean): Record | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = from;
  let cell = '';
  for (;;) {
    if (text[at] === '"' && cell === '') {
      const closing = closingQuote(text, at + 1);
      if (closing < 0 && !isLast) return undefined;
      const inside = text.slice(at + 1, closing < 0 ? text.length : closing);
      lines += inside.match(/\r\n|\r|\n/g)?.length ?? 0;
      cell = inside.replaceAll('""', '"');
      at = closing < 0 ? text.length : closing + 1;
    }
    const sign = text[at];
    if (sign === undefined) {
      if (!isLast) return undefined;
      cells.push(cell);
      return { cells, next: at, lines };
    }
    if (sign === '\r' && !isLast && isOpen(text, at)) return undefined;
    if (sign === delimiter || sign === '\n' || sign === '\r') {
      cells.push(cell);
      cell = '';
      if (sign !== delimiter) return { cells, next: afterLineEnd(text, at), lines };
      at += 1;
      continue;
    }
    const next = nextSign(text, at, delimiter);
    cell += text.slice(at, next);
    at = next;
  }
}

/** Where the next delimiter or line end stands; the end of the text when there is none. */
function nextSign(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const back = text.slice(from, feed < 0 ? undefined : feed).indexOf('\r');
  return back < 0 ? feed : from + back;
}

/** No line end yet, or a CR that may be the first half of a CRLF. */
const isOpen = (text: string, end: number): boolean => end < 0 || (end === text.length - 1 && text[end] === '\r');

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}
