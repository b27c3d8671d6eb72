import type { UnitPrice } from '../base/money.ts';
import type { Instant } from '../base/time.ts';
import { type CellReading, faulty, quoted, said } from './cell.ts';
import type { DeckField, DeckFormat } from './deckFormat.ts';
import type { CellKind, DeckTerms } from './deckRow.ts';
import { flagFallMax, maximumChargeMax } from './limits.ts';
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

/** What the cells of one line have said so far. */
export type Draft = {
  readonly terms: Writable<DeckTerms>;
  prefixes: readonly string[];
  countryCode: string;
  isRemoved: boolean;
  /** Not available, which is declared to mean nothing. */
  isSkipped: boolean;
  hasPrice: boolean;
  validFrom: Instant | undefined;
};

/** Reads a cell into the draft; answers what is wrong with it. */
export type CellReader = (draft: Draft, text: string, kind: CellKind) => string | undefined;
type Readers<Field extends DeckField> = Readonly<Record<Field, CellReader>>;
type PriceField = 'price' | 'flagFall' | 'initialPrice' | 'minimumCharge' | 'maximumCharge';
type TimeField = 'increments' | 'initialIncrement' | 'increment' | 'perSeconds' | 'graceSeconds' | 'minimumSeconds' | 'validFrom';

/** How each column of a deck is read. */
export function cellReaders(reading: DeckReading): Readers<DeckField> {
  const { format } = reading;
  return {
    ...priceReaders(reading),
    ...timeReaders(reading),
    prefix: (draft, text) =>
      take(readPrefixes(text, draft.countryCode, format.dash), (value) => {
        draft.prefixes = value;
      }),
    countryCode: (draft, text) => {
      const keep = ([code = '']: readonly string[]) => {
        draft.countryCode = code;
      };
      const read = text === '' ? said(['']) : readPrefixes(text, '', 'separator');
      return take(read, keep, ({ length }) => length !== 1 && `${quoted(text)} is more than one country code.`);
    },
    destination: readDestination,
    untimed: (draft, text) =>
      take(readYesNo(text), (value) => {
        draft.terms.untimed = value;
      }),
    blocked: (draft, text) =>
      take(readYesNo(text), (value) => {
        draft.terms.blocked = value;
      }),
    status: (draft, text) =>
      take(readStatus(text), (value) => {
        draft.isRemoved = value === 'removed';
      }),
    further: (draft, text) =>
      take(readFurther(text), (value) => {
        draft.terms.further = value;
      }),
  };
}

function priceReaders({ format, currency }: DeckReading): Readers<PriceField> {
  const declared: PriceReading = { decimalSign: format.decimalSign, currency, unit: format.unit };
  const stored: PriceReading = { ...declared, decimalSign: '.' };
  const writing = (kind: CellKind): PriceReading => (kind === 'number' ? stored : declared);
  /** An empty cell says nothing; of a price that may be absent it says that it is. */
  const money =
    (field: Exclude<PriceField, 'price'>, maximum: UnitPrice): CellReader =>
    (draft, text, kind) => {
      if (text === '') {
        if (field === 'initialPrice' || field === 'maximumCharge') draft.terms[field] = null;
        return undefined;
      }
      const keep = (value: UnitPrice) => {
        draft.terms[field] = value;
      };
      return take(
        readMoney(text, writing(kind)),
        keep,
        (value) => value > maximum && `${quoted(text)} is absurdly high. Look at the decimal sign.`,
      );
    };
  return {
    price: (draft, text, kind) => (text === '' ? undefined : readPrice(draft, text, writing(kind), format)),
    flagFall: money('flagFall', flagFallMax),
    initialPrice: money('initialPrice', maximumChargeMax),
    minimumCharge: money('minimumCharge', flagFallMax),
    maximumCharge: money('maximumCharge', maximumChargeMax),
  };
}

/** A number clears a block that an earlier "blocked" in the same column has set; a column of its own decides by itself. */
function readPrice(draft: Draft, text: string, writing: PriceReading, format: DeckFormat): string | undefined {
  const read = readPriceCell(text, writing);
  if (!read.ok) return read.problem;
  const cell = read.value;
  if (cell.kind === 'price') {
    draft.terms.price = cell.price;
    draft.hasPrice = true;
    if (!format.columns.includes('blocked')) draft.terms.blocked = false;
    return undefined;
  }
  if (cell.kind === 'not_available' && format.notAvailable === 'refuse' && !draft.isRemoved)
    return `${quoted(text)} is not a price. If it means that no calls go there, say so in the file's settings (N/A).`;
  if (cell.kind === 'not_available' && format.notAvailable === 'skip') draft.isSkipped = true;
  else draft.terms.blocked = true;
  return undefined;
}

function timeReaders({ format, now }: DeckReading): Readers<TimeField> {
  const seconds =
    (field: Exclude<TimeField, 'increments' | 'validFrom'>, least: number): CellReader =>
    (draft, text) => {
      const keep = (value: number) => {
        draft.terms[field] = value;
      };
      return text === ''
        ? undefined
        : take(readSeconds(text), keep, (value) => value < least && `${quoted(text)}: at least ${least} second.`);
    };
  const dates = datesOf(format, now);
  return {
    increments: (draft, text) =>
      text === '' ? undefined : take(readIncrements(text, format.thirdNumber), (value) => void Object.assign(draft.terms, value)),
    initialIncrement: seconds('initialIncrement', 1),
    increment: seconds('increment', 1),
    perSeconds: seconds('perSeconds', 1),
    graceSeconds: seconds('graceSeconds', 0),
    minimumSeconds: seconds('minimumSeconds', 0),
    validFrom: (draft, text, kind) => {
      const keep = (value: Instant | undefined) => {
        draft.validFrom = value;
      };
      return text === '' ? undefined : take(dates(text, kind), keep);
    },
  };
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

function readDestination(draft: Draft, raw: string): string | undefined {
  const text = raw.trim().replace(/^'/, '');
  if (text.length > 120) return 'The destination may have at most 120 characters.';
  if (/\p{Cc}/u.test(text)) return 'The destination contains a character that cannot be printed.';
  if (text !== '') draft.terms.destination = text;
  return undefined;
}

/** Keeps what was read; answers what is wrong. */
function take<T>(read: CellReading<T>, keep: (value: T) => void, check?: (value: T) => string | false): string | undefined {
  if (!read.ok) return read.problem;
  const problem = check?.(read.value) || undefined;
  if (problem === undefined) keep(read.value);
  return problem;
}

const yes = /^(?:yes|y|true|1|x|ja|si|oui|blocked)$/i;
const no = /^(?:no|n|false|0|nein|non|open)?$/i;

function readYesNo(text: string): CellReading<boolean> {
  if (yes.test(text)) return said(true);
  return no.test(text) ? said(false) : faulty(`${quoted(text)} is neither yes nor no.`);
}

const removedWords = /^(?:x|del(?:ete(?:d)?)?|discontinued?|removed?|closed?|ended?|withdrawn)$/i;
const keptWords =
  /^(?:|i|inc(?:rease)?|increased|d|dec(?:rease)?|decreased|n|new|add(?:ed)?|u|unchanged?|same|no change|current|active|open|updated?|changed?)$/i;

/** Status codes of the trade: I increase, D decrease, N new, U unchanged, X discontinued. D alone is a decrease. */
function readStatus(text: string): CellReading<'kept' | 'removed'> {
  if (keptWords.test(text)) return said('kept');
  return removedWords.test(text)
    ? said('removed')
    : faulty(`${quoted(text)} is not a status: I, D, N, U, or X for discontinued.`);
}
