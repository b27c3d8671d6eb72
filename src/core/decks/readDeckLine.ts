import type { UnitPrice } from '../base/money.ts';
import type { Instant } from '../base/time.ts';
import { type CellReading, cellText, faulty, quoted, said } from './cell.ts';
import type { DeckField, DeckFormat } from './deckFormat.ts';
import {
  type CellKind,
  columnName,
  type DeckFault,
  type DeckLine,
  type DeckRow,
  type DeckTerms,
  type RawLine,
} from './deckRow.ts';
import { flagFallMax, isAbsurdPrice, maximumChargeMax } from './limits.ts';
import { readDate } from './readDate.ts';
import { readFurther } from './readFurther.ts';
import { readIncrements } from './readIncrements.ts';
import { readSeconds } from './readNumber.ts';
import { readPrefixes } from './readPrefixes.ts';
import { type PriceReading, readMoney, readPriceCell } from './readPrice.ts';
import { zonedInstant } from './zonedInstant.ts';

/** What a deck is read with: how its source writes, the installation's currency, and now. */
export type DeckReading = { readonly format: DeckFormat; readonly currency: string; readonly now: Instant };

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = {
  readonly terms: Writable<DeckTerms>;
  prefixes: readonly string[];
  countryCode: string;
  isRemoved: boolean;
  isSkipped: boolean;
  hasPrice: boolean;
  validFrom: Instant | undefined;
};
type CellReader = (draft: Draft, text: string, kind: CellKind) => string | undefined;
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
  const readers = cellReaders(reading);
  const mapped: Mapped[] = reading.format.columns
    .flatMap((field, index) => (field === '' ? [] : [{ field, index, read: readers[field] }]))
    .sort((a, b) => order(a.field) - order(b.field));
  const indexOf = (field: DeckField) => reading.format.columns.indexOf(field);
  const [prefixAt, countryAt, priceAt] = [indexOf('prefix'), indexOf('countryCode'), indexOf('price')];
  const isEmpty = (raw: RawLine, at: number) => at < 0 || cellText(raw.cells[at] ?? '') === '';
  return (raw) => {
    if (isEmpty(raw, prefixAt) && isEmpty(raw, priceAt) && isEmpty(raw, countryAt)) return { kind: 'note' };
    const draft: Draft = { ...{ terms: {}, prefixes: [], countryCode: '' }, ...emptyDraft };
    const faults: DeckFault[] = [];
    for (const { field, index, read } of mapped) {
      const message = readCell(draft, field, read, raw, index);
      if (message !== undefined) faults.push({ line: raw.line, column: columnName(index), message });
    }
    if (faults.length > 0) return { kind: 'faults', faults };
    if (draft.isSkipped && !draft.isRemoved) return { kind: 'rows', rows: [] };
    const whole = finish(draft, reading.format, priceAt >= 0);
    if (whole !== undefined)
      return { kind: 'faults', faults: [{ line: raw.line, column: priceAt < 0 ? '' : columnName(priceAt), message: whole }] };
    return { kind: 'rows', rows: draft.prefixes.map((prefix) => rowOf(raw.line, prefix, draft)) };
  };
}

const emptyDraft = { isRemoved: false, isSkipped: false, hasPrice: false, validFrom: undefined };
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
function finish(draft: Draft, format: DeckFormat, isPriceMapped: boolean): string | undefined {
  const { terms } = draft;
  if (draft.isRemoved) return undefined;
  if (isPriceMapped && !draft.hasPrice && !terms.blocked) return 'There is no price.';
  if (!draft.hasPrice && terms.initialPrice === undefined) return undefined;
  const perSeconds = terms.perSeconds ?? (format.perSeconds === 0 ? terms.increment : format.perSeconds);
  if (perSeconds === undefined) return 'The price is for one block, and the file does not say how long a block is.';
  terms.perSeconds = perSeconds;
  const isUntimed = terms.untimed ?? false;
  for (const price of [terms.price, terms.initialPrice]) {
    if (price != null && isAbsurdPrice(price, perSeconds, isUntimed))
      return 'The price is more than 1000 a minute. Look at the decimal sign and the unit.';
  }
  if (isUntimed && terms.initialPrice != null) return 'An untimed rate has one price; leave the price of the first block empty.';
  if (terms.maximumCharge != null && terms.maximumCharge < (terms.minimumCharge ?? 0n))
    return 'The maximum charge is less than the minimum charge.';
  return undefined;
}

function cellReaders({ format, currency, now }: DeckReading): Readonly<Record<DeckField, CellReader>> {
  const declared: PriceReading = { decimalSign: format.decimalSign, currency, unit: format.unit };
  const stored: PriceReading = { ...declared, decimalSign: '.' };
  const writing = (kind: CellKind): PriceReading => (kind === 'number' ? stored : declared);
  const money =
    (maximum: bigint, keep: (draft: Draft, value: UnitPrice) => void, isEmptySaid?: (draft: Draft) => void): CellReader =>
    (draft, text, kind) => {
      if (text === '') return void isEmptySaid?.(draft);
      return take(
        readMoney(text, writing(kind)),
        (value) => keep(draft, value),
        (value) => value > maximum && `${quoted(text)} is absurdly high. Look at the decimal sign.`,
      );
    };
  const seconds =
    (field: 'initialIncrement' | 'increment' | 'perSeconds' | 'graceSeconds' | 'minimumSeconds', least: number): CellReader =>
    (draft, text) => {
      if (text === '') return undefined;
      return take(
        readSeconds(text),
        (value) => {
          draft.terms[field] = value;
        },
        (value) => value < least && `${quoted(text)}: at least ${least} second.`,
      );
    };
  const dates = datesOf(format, now);
  return {
    prefix: (draft, text) =>
      take(readPrefixes(text, draft.countryCode, format.dash), (value) => {
        draft.prefixes = value;
      }),
    countryCode: (draft, text) => {
      draft.countryCode = text;
      return undefined;
    },
    destination: (draft, raw) => {
      const text = raw.trim().replace(/^'/, '');
      if (text.length > 120 || /\p{Cc}/u.test(text))
        return text.length > 120
          ? 'The destination may have at most 120 characters.'
          : 'The destination contains a character that cannot be printed.';
      if (text !== '') draft.terms.destination = text;
      return undefined;
    },
    price: (draft, text, kind) => (text === '' ? undefined : readPrice(draft, text, writing(kind), format)),
    flagFall: money(flagFallMax, (draft, value) => {
      draft.terms.flagFall = value;
    }),
    initialPrice: money(
      maximumChargeMax,
      (draft, value) => {
        draft.terms.initialPrice = value;
      },
      (draft) => {
        draft.terms.initialPrice = null;
      },
    ),
    minimumCharge: money(flagFallMax, (draft, value) => {
      draft.terms.minimumCharge = value;
    }),
    maximumCharge: money(
      maximumChargeMax,
      (draft, value) => {
        draft.terms.maximumCharge = value;
      },
      (draft) => {
        draft.terms.maximumCharge = null;
      },
    ),
    increments: (draft, text) =>
      text === '' ? undefined : take(readIncrements(text, format.thirdNumber), (value) => void Object.assign(draft.terms, value)),
    initialIncrement: seconds('initialIncrement', 1),
    increment: seconds('increment', 1),
    perSeconds: seconds('perSeconds', 1),
    graceSeconds: seconds('graceSeconds', 0),
    minimumSeconds: seconds('minimumSeconds', 0),
    untimed: (draft, text) =>
      take(readYesNo(text), (value) => {
        draft.terms.untimed = value;
      }),
    blocked: (draft, text) =>
      take(readYesNo(text), (value) => {
        draft.terms.blocked = value;
      }),
    further: (draft, text) =>
      take(readFurther(text), (value) => {
        draft.terms.further = value;
      }),
    status: (draft, text) =>
      take(readStatus(text), (value) => {
        draft.isRemoved = value === 'removed';
      }),
    validFrom: (draft, text, kind) =>
      text === ''
        ? undefined
        : take(dates(text, kind), (value) => {
            draft.validFrom = value;
          }),
  };
}

/** A number clears a block that an earlier "blocked" in the same column has set; a column of its own decides by itself. */
function readPrice(draft: Draft, text: string, writing: PriceReading, format: DeckFormat): string | undefined {
  const isBlockMapped = format.columns.includes('blocked');
  return take(
    readPriceCell(text, writing),
    (cell) => {
      if (cell.kind === 'price') {
        draft.terms.price = cell.price;
        draft.hasPrice = true;
        if (!isBlockMapped) draft.terms.blocked = false;
        return;
      }
      if (cell.kind === 'not_available' && format.notAvailable === 'skip') draft.isSkipped = true;
      else draft.terms.blocked = true;
    },
    (cell) => cell.kind === 'not_available' && format.notAvailable === 'refuse' && !draft.isRemoved && notAvailableProblem(text),
  );
}

function notAvailableProblem(text: string): string {
  return `${quoted(text)} is not a price. If it means that no calls go there, say so in the file's settings (Not available).`;
}

/** Keeps what was read; answers what is wrong. */
function take<T>(
  read: CellReading<T>,
  keep: (value: T) => void,
  check: (value: T) => string | false = () => false,
): string | undefined {
  if (!read.ok) return read.problem;
  const problem = check(read.value);
  if (problem !== false) return problem;
  keep(read.value);
  return undefined;
}

const yes = /^(?:yes|y|true|1|x|ja|si|oui|blocked)$/i;
const no = /^(?:no|n|false|0|nein|non|open)?$/i;

function readYesNo(text: string): CellReading<boolean> {
  if (yes.test(text)) return said(true);
  return no.test(text) ? said(false) : faulty(`${quoted(text)} is neither yes nor no.`);
}

const removedWords = /^(?:x|d(?:el(?:ete(?:d)?)?|iscontinued?)|removed?|closed?|ended?|withdrawn)$/i;
const keptWords =
  /^(?:|i|inc(?:rease)?|increased|d|dec(?:rease)?|decreased|n|new|add(?:ed)?|u|unchanged?|same|no change|current|active|open|update[d]?|changed?)$/i;

/** Status codes of the trade: I increase, D decrease, N new, U unchanged, X discontinued. D alone is a decrease. */
function readStatus(text: string): CellReading<'kept' | 'removed'> {
  if (keptWords.test(text)) return said('kept');
  return removedWords.test(text)
    ? said('removed')
    : faulty(`${quoted(text)} is not a status: I, D, N, U, or X for discontinued.`);
}

/** Dates of a deck repeat: each is worked out once. */
function datesOf(format: DeckFormat, now: Instant): (text: string, kind: CellKind) => CellReading<Instant | undefined> {
  const known = new Map<string, CellReading<Instant | undefined>>();
  const work = (text: string, kind: CellKind): CellReading<Instant | undefined> => {
    const read = readDate(text, format.dateFormat, kind === 'number' || kind === 'date');
    if (!read.ok) return read;
    const at = zonedInstant(read.value.date, read.value.time, format.timeZone);
    if (at > now) return said(at);
    return format.pastDate === 'now'
      ? said(undefined)
      : faulty(`${quoted(text)} is over. Say in the file's settings whether such prices hold at once.`);
  };
  return (text, kind) => {
    const key = `${kind} ${text}`;
    const found = known.get(key) ?? work(text, kind);
    if (known.size < 10_000) known.set(key, found);
    return found;
  };
}
