import type { DateFormat } from './readDate.ts';
import type { ThirdNumber } from './readIncrements.ts';
import type { DecimalSign } from './readNumber.ts';
import type { DashMeaning } from './readPrefixes.ts';
import type { PriceUnit } from './readPrice.ts';

/** What a column of a deck can hold, and what an operator calls it. */
export const deckFields = {
  prefix: 'Prefix',
  countryCode: 'Country code',
  destination: 'Destination',
  price: 'Price',
  flagFall: 'Flag fall',
  increments: 'Blocks (60/6)',
  initialIncrement: 'First block',
  increment: 'Further blocks',
  initialPrice: 'Price of the first block',
  perSeconds: 'Price is for (seconds)',
  untimed: 'Untimed',
  graceSeconds: 'Grace',
  minimumSeconds: 'Minimum time',
  minimumCharge: 'Minimum charge',
  maximumCharge: 'Maximum charge',
  blocked: 'Blocked',
  validFrom: 'Effective date',
  status: 'Status',
  further: 'Further prices',
} as const;
export type DeckField = keyof typeof deckFields;
export const deckFieldList = Object.keys(deckFields) as [DeckField, ...DeckField[]];

/** What happens to the rates that a deck does not name. */
export const deckModes = {
  update: 'Add and update: rates that the file does not name stay',
  replace: 'Full replace: rates that the file does not name end',
  countries: 'Replace by country: rates end that the file does not name, in the countries that it names',
} as const;
export type DeckMode = keyof typeof deckModes;
export const deckModeList = Object.keys(deckModes) as [DeckMode, ...DeckMode[]];

/** What a price that is "not available" means. */
export const notAvailableMeanings = { refuse: 'a fault', block: 'blocked', skip: 'passed over' } as const;
export type NotAvailable = keyof typeof notAvailableMeanings;
export const notAvailableList = Object.keys(notAvailableMeanings) as [NotAvailable, ...NotAvailable[]];

/** Between the cells of a CSV file. */
export const delimiters = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' } as const;
export type Delimiter = keyof typeof delimiters;
export const delimiterList = Object.keys(delimiters) as [Delimiter, ...Delimiter[]];

/** How one source writes its decks: remembered, so that it is declared once. */
export type DeckFormat = {
  /** For CSV. */
  readonly delimiter: Delimiter;
  /** For XLSX; empty = the first that is shown. */
  readonly sheet: string;
  /** The line of the column titles, counted from 1; what stands above is passed over. 0 = no titles. */
  readonly headerLine: number;
  /** What each column holds, from the left; an empty text is a column that is passed over. */
  readonly columns: readonly (DeckField | '')[];
  readonly decimalSign: DecimalSign;
  readonly unit: PriceUnit;
  /** What prices are for: seconds, or 0 = one block (`increment`). */
  readonly perSeconds: number;
  readonly dash: DashMeaning;
  readonly thirdNumber: ThirdNumber;
  readonly dateFormat: DateFormat;
  /** IANA zone of the dates. */
  readonly timeZone: string;
  readonly notAvailable: NotAvailable;
  /** What a date that is over means. */
  readonly pastDate: 'refuse' | 'now';
  /** What a prefix that stands twice with different terms from one date on means. */
  readonly duplicates: 'refuse' | 'last';
  readonly mode: DeckMode;
  /** A price that changes by more than this looks like a slip. Percent. */
  readonly jumpPercent: number;
};

/** The first proposal for a source that nobody has described yet. */
export const plainFormat: DeckFormat = {
  ...{ delimiter: ',', sheet: '', headerLine: 1, columns: [], decimalSign: '.', unit: 'unit', perSeconds: 60, dash: 'range' },
  ...{ thirdNumber: 'refuse', dateFormat: 'YYYY-MM-DD', timeZone: 'UTC', notAvailable: 'refuse', pastDate: 'refuse' },
  ...{ duplicates: 'refuse', mode: 'update', jumpPercent: 30 },
};
