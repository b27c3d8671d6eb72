import type { UnitPrice } from '../base/money.ts';
import type { Instant, Seconds } from '../base/time.ts';

/** What a deck says of a rate; what it does not say stays as it is. `null` = said to be absent. */
export type DeckTerms = {
  readonly destination?: string;
  readonly flagFall?: UnitPrice;
  readonly price?: UnitPrice;
  readonly perSeconds?: Seconds;
  readonly initialIncrement?: Seconds;
  readonly initialPrice?: UnitPrice | null;
  readonly increment?: Seconds;
  readonly untimed?: boolean;
  readonly graceSeconds?: Seconds;
  readonly minimumSeconds?: Seconds;
  readonly minimumCharge?: UnitPrice;
  readonly maximumCharge?: UnitPrice | null;
  readonly blocked?: boolean;
  /** Slots, time bands and surcharges as JSON (core/rating/further.ts). */
  readonly further?: string | null;
};

/** One prefix of one line of a deck. */
export type DeckRow = {
  readonly line: number;
  readonly prefix: string;
  /** Absent = as soon as the deck is activated. */
  readonly validFrom?: Instant;
  /** The prefix is discontinued. */
  readonly isRemoved: boolean;
  readonly terms: DeckTerms;
};

/** What is wrong with a cell, in the operator's words. `column` as a spreadsheet names it (A, B …); empty: the whole line. */
export type DeckFault = { readonly line: number; readonly column: string; readonly message: string };

/** What a line of a deck came to. A note has neither prefix nor price: a title, a footer, an empty line. */
export type DeckLine =
  | { readonly kind: 'rows'; readonly rows: readonly DeckRow[] }
  | { readonly kind: 'note' }
  | { readonly kind: 'faults'; readonly faults: readonly DeckFault[] };

/** How a cell was stored in a spreadsheet file: text, number, date-styled number, or the result of a formula. CSV has only text. */
export type CellKind = 'text' | 'number' | 'date' | 'formula';

/** A line of a file before it is understood. `kinds` is absent where everything is text. */
export type RawLine = { readonly line: number; readonly cells: readonly string[]; readonly kinds?: readonly CellKind[] };

/** A, B … Z, AA … for 0, 1 …, as spreadsheets name columns. */
export function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}
