import { cellText } from './cell.ts';
import { type CellReader, cellReaders, type DeckReading, type Draft } from './cellReaders.ts';
import type { DeckField, DeckFormat } from './deckFormat.ts';
import { columnName, type DeckFault, type DeckLine, type DeckRow, type RawLine } from './deckRow.ts';
import { isAbsurdPrice } from './limits.ts';

type Mapped = { readonly field: DeckField; readonly index: number; readonly read: CellReader };

/** Columns that decide how others are read come first. */
const firstFields: readonly DeckField[] = [
  'countryCode',
  'status',
  'increments',
  'initialIncrement',
  'increment',
  'perSeconds',
  'blocked',
];

/**
 * A reader of a deck's lines: rows, a note that says nothing, or every fault of the line by its column. A line with a fault
 * yields no rows at all.
 */
export function deckLineReader(reading: DeckReading): (raw: RawLine) => DeckLine {
  const { columns } = reading.format;
  const readers = cellReaders(reading);
  const mapped: Mapped[] = columns
    .flatMap((field, index) => (field === '' ? [] : [{ field, index, read: readers[field] }]))
    .sort((a, b) => order(a.field) - order(b.field));
  const [prefixAt, countryAt, priceAt] = [columns.indexOf('prefix'), columns.indexOf('countryCode'), columns.indexOf('price')];
  const isEmpty = (raw: RawLine, at: number) => at < 0 || cellText(raw.cells[at] ?? '') === '';
  return (raw) => {
    if (isEmpty(raw, prefixAt) && isEmpty(raw, priceAt) && isEmpty(raw, countryAt)) return { kind: 'note' };
    const draft: Draft = { ...{ terms: {}, prefixes: [], countryCode: '', isRemoved: false }, ...nothingYet };
    const faults: DeckFault[] = [];
    for (const { field, index, read } of mapped) {
      const message = readCell(draft, field, read, raw, index);
      if (message !== undefined) faults.push({ line: raw.line, column: columnName(index), message });
    }
    if (prefixAt < 0 && faults.length === 0) draft.prefixes = [draft.countryCode];
    if (faults.length > 0) return { kind: 'faults', faults };
    if (draft.isSkipped && !draft.isRemoved) return { kind: 'rows', rows: [] };
    const message = wholeProblem(draft, reading.format, priceAt >= 0);
    if (message === undefined) return { kind: 'rows', rows: draft.prefixes.map((prefix) => rowOf(raw.line, prefix, draft)) };
    return { kind: 'faults', faults: [{ line: raw.line, column: priceAt < 0 ? '' : columnName(priceAt), message }] };
  };
}

const nothingYet = { isSkipped: false, hasPrice: false, validFrom: undefined };
const order = (field: DeckField): number => (firstFields.includes(field) ? firstFields.indexOf(field) : firstFields.length);

function readCell(draft: Draft, field: DeckField, read: CellReader, raw: RawLine, index: number): string | undefined {
  const kind = raw.kinds?.[index] ?? 'text';
  const given = raw.cells[index] ?? '';
  if (kind === 'formula') return 'This cell is a formula. Put its value there instead (copy, paste values).';
  if (kind === 'date' && field !== 'validFrom')
    return 'The spreadsheet has turned this cell into a date. Format the column as text and type it again.';
  return read(draft, field === 'destination' ? given : cellText(given), kind);
}

function rowOf(line: number, prefix: string, { validFrom, isRemoved, terms }: Draft): DeckRow {
  return { line, prefix, isRemoved, terms, ...(validFrom === undefined ? {} : { validFrom }) };
}

/** What only the whole line can tell. */
function wholeProblem(draft: Draft, format: DeckFormat, isPriceMapped: boolean): string | undefined {
  const { terms } = draft;
  if (draft.isRemoved) return undefined;
  if (isPriceMapped && !draft.hasPrice && !terms.blocked) return 'There is no price.';
  if (terms.maximumCharge != null && terms.maximumCharge < (terms.minimumCharge ?? 0n))
    return 'The maximum charge is less than the minimum charge.';
  if (!draft.hasPrice && terms.initialPrice == null) return undefined;
  const perSeconds = terms.perSeconds ?? (format.perSeconds === 0 ? terms.increment : format.perSeconds);
  if (perSeconds === undefined) return 'The price is for one block, and the file does not say how long a block is.';
  terms.perSeconds = perSeconds;
  const isUntimed = terms.untimed ?? false;
  if (isUntimed && terms.initialPrice != null) return 'An untimed rate has one price; leave the price of the first block empty.';
  const isAbsurd = [terms.price, terms.initialPrice].some(
    (price) => price != null && isAbsurdPrice(price, perSeconds, isUntimed),
  );
  return isAbsurd ? 'The price is more than 1000 a minute. Look at the decimal sign and the unit.' : undefined;
}
