import type { CellKind, RawLine } from '../core/decks/deckRow.ts';
import { fromStoredNumber } from '../core/decks/readNumber.ts';
import type { PackedTexts } from './packedTexts.ts';
import { attribute, plainText, xmlScanner } from './xmlScanner.ts';

/** Columns beyond this are passed over: nobody's deck is so wide. */
const columnsMax = 200;
const rowsAtOnce = 2000;

type Cell = { column: number; type: string; style: number; value: string; isFormula: boolean };

/** The rows of a sheet (ECMA-376 §18.3.1.73), each with its own number; empty rows between them are not told. */
export async function* sheetRows(
  xml: AsyncIterable<Uint8Array>,
  texts: PackedTexts,
  dateStyles: ReadonlySet<number>,
): AsyncGenerator<readonly RawLine[]> {
  let ready: RawLine[] = [];
  const scanner = rowScanner(texts, dateStyles, (row) => ready.push(row));
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of xml) {
    scanner.push(decoder.decode(bytes, { stream: true }));
    if (ready.length < rowsAtOnce) continue;
    yield ready;
    ready = [];
  }
  if (ready.length > 0) yield ready;
}

function rowScanner(texts: PackedTexts, dateStyles: ReadonlySet<number>, onRow: (row: RawLine) => void) {
  let line = 0;
  let cells: string[] = [];
  let kinds: CellKind[] = [];
  let cell: Cell | undefined;
  let inside = '';
  const finish = ({ column, type, style, value, isFormula }: Cell): void => {
    if (column >= columnsMax) return;
    while (cells.length < column) {
      cells.push('');
      kinds.push('text');
    }
    const read = cellOf(type, value, dateStyles.has(style), texts);
    cells[column] = read.text;
    kinds[column] = isFormula ? 'formula' : read.kind;
  };
  return xmlScanner({
    open: (name, attributes) => {
      inside = name;
      if (name === 'row') {
        line = Number(attribute(attributes, 'r') ?? line + 1);
        cells = [];
        kinds = [];
      }
      if (name === 'c') {
        const column = columnOf(attribute(attributes, 'r') ?? '') ?? cells.length;
        cell = {
          column,
          type: attribute(attributes, 't') ?? 'n',
          style: Number(attribute(attributes, 's') ?? -1),
          value: '',
          isFormula: false,
        };
      }
      if (name === 'f' && cell) cell.isFormula = true;
    },
    close: (name) => {
      inside = '';
      if (name === 'c' && cell) {
        finish(cell);
        cell = undefined;
      }
      if (name === 'row') onRow({ line, cells, kinds });
    },
    text: (text) => {
      if (cell && (inside === 'v' || inside === 't')) cell.value += text;
    },
  });
}

function cellOf(
  type: string,
  value: string,
  isDate: boolean,
  texts: PackedTexts,
): { readonly text: string; readonly kind: CellKind } {
  if (type === 's') return { text: texts.at(Number(value)) ?? '', kind: 'text' };
  if (type === 'b') return { text: value === '1' ? 'yes' : 'no', kind: 'text' };
  if (type !== 'n') return { text: plainText(value), kind: 'text' };
  const number = value === '' ? undefined : fromStoredNumber(value);
  if (number === undefined) return { text: value, kind: 'text' };
  return { text: number, kind: isDate ? 'date' : 'number' };
}

/** 0 for A7, 26 for AA7. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
