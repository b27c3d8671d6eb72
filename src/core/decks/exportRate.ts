import { formatUnitPrice } from '../base/money.ts';
import { furtherJson } from '../rating/further.ts';
import type { Rate } from '../rating/rate.ts';
import { type DeckField, type DeckFormat, deckFields, plainFormat } from './deckFormat.ts';

/** The columns of an export; everything that a rate is, so that the file can be brought in again. */
const columns: readonly DeckField[] = [
  ...(['prefix', 'destination', 'flagFall', 'price', 'perSeconds', 'initialIncrement', 'increment', 'initialPrice'] as const),
  ...(['untimed', 'graceSeconds', 'minimumSeconds', 'minimumCharge', 'maximumCharge', 'blocked', 'further'] as const),
];

export const exportTitles: readonly string[] = columns.map((field) => deckFields[field]);

/** How the importer reads our own exports. */
export const exportFormat: DeckFormat = { ...plainFormat, columns };

/** The cells of a rate, in the order of the titles. */
export function exportCells(rate: Rate): readonly string[] {
  const price = (value: Rate['price'] | undefined) => (value === undefined ? '' : formatUnitPrice(value));
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return [
    ...[rate.prefix === '' ? '*' : rate.prefix, safeText(rate.destination), price(rate.flagFall), price(rate.price)],
    ...[String(rate.perSeconds), String(rate.initialIncrement), String(rate.increment), price(rate.initialPrice)],
    ...[yes(rate.untimed), String(rate.graceSeconds), String(rate.minimumSeconds), price(rate.minimumCharge)],
    ...[price(rate.maximumCharge), yes(rate.blocked), furtherJson(rate) ?? ''],
  ];
}

/** Text that a spreadsheet would run as a formula gets the apostrophe that makes it text (OWASP, CSV injection); the importer takes it away. */
export function safeText(text: string): string {
  return /^['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

/** One record of a CSV file, with its line end (RFC 4180). The cells are safe already. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
