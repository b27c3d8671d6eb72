import type { CsvMapping } from '../../../http/contract/bankLines.ts';

const delimiters: readonly CsvMapping['delimiter'][] = [';', '\t', '|', ','];

/** The separator that the first line has most of. */
export function guessDelimiter(text: string): CsvMapping['delimiter'] {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const counted = delimiters.map((one) => ({ one, count: first.split(one).length }));
  return counted.sort((a, b) => b.count - a.count)[0]?.one ?? ',';
}

/** The first lines of a CSV as cells, to look at only: the server reads it properly. */
export function previewCells(text: string, delimiter: string): readonly (readonly string[])[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/, 5)
    .filter((line) => line !== '');
  return lines.map((line) => cellsOf(line, delimiter).slice(0, 40));
}

function cellsOf(line: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const sign of line) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === delimiter && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}
