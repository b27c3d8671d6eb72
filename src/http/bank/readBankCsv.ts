import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { parseAmount } from '../../core/base/money.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { isLocalDate, type LocalDate } from '../../core/base/time.ts';
import type { BankLine } from '../../core/payments/bankLine.ts';
import type { CsvMapping } from '../contract/bankLines.ts';

export type ReadStatement = { readonly lines: readonly BankLine[]; readonly skipped: number };

/**
 * Money received, out of a bank's CSV. A line that cannot be read refuses the whole file with its number: half a statement is none.
 * Without a reference of the bank, a line is known by what it says; the second of two equal lines is another one.
 */
export function readBankCsv(text: string, mapping: CsvMapping, currency: string): ReadStatement {
  const records = parseCsv(text, mapping.delimiter).slice(mapping.hasHeader ? 1 : 0);
  const seen = new Map<string, number>();
  const lines: BankLine[] = [];
  let skipped = 0;
  records.forEach((record, index) => {
    const number = index + (mapping.hasHeader ? 2 : 1);
    if (record.every((cell) => cell.trim() === '')) return;
    const line = lineOf(record, mapping, currency, number);
    if (line === undefined) skipped += 1;
    else lines.push(line.bankReference === '' ? { ...line, bankReference: ownReference(line, seen) } : line);
  });
  if (lines.length + skipped === 0) throw unreadable('This file has no lines.');
  return { lines, skipped };
}

/** What a bank statement cannot be read by, at the field of the file. */
export const unreadable = (message: string) => fieldRefusal('statement_unreadable', 'text', message);

/** A reference made of what a line says. `seen` counts equal lines. */
export function ownReference(line: Omit<BankLine, 'bankReference'>, seen: Map<string, number>): string {
  const said = JSON.stringify([line.bookedOn, String(line.amount), line.currency, line.payer, line.text]);
  const count = (seen.get(said) ?? 0) + 1;
  seen.set(said, count);
  return `own-${createHash('sha256').update(`${said} ${count}`).digest('hex').slice(0, 32)}`;
}

function parseCsv(text: string, delimiter: string): readonly (readonly string[])[] {
  try {
    return parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
    }) as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(`The file is no CSV with this separator: ${error.message}`);
  }
}

function lineOf(record: readonly string[], mapping: CsvMapping, currency: string, number: number): BankLine | undefined {
  const cell = (column: number | null): string => (column === null ? '' : clean(record[column] ?? ''));
  const amount = amountIn(cell(mapping.amount), mapping.decimalSign);
  if (amount === undefined) throw unreadable(`Line ${number}: "${cell(mapping.amount)}" is no amount.`);
  if (amount <= 0n) return undefined;
  const bookedOn = dateIn(cell(mapping.date), mapping.dateOrder);
  if (bookedOn === undefined) throw unreadable(`Line ${number}: "${cell(mapping.date)}" is no date in this order.`);
  const own = cell(mapping.currency).toUpperCase() || currency;
  if (!/^[A-Z]{3}$/.test(own)) throw unreadable(`Line ${number}: "${own}" is no currency.`);
  const texts = { payer: cell(mapping.payer).slice(0, 200), text: cell(mapping.text).slice(0, 500) };
  return { bankReference: cell(mapping.reference).slice(0, 140), bookedOn, amount, currency: own, ...texts };
}

const clean = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

/** `1.234,56` or `1,234.56`, also with a sign behind it or a currency around it. */
function amountIn(text: string, decimalSign: '.' | ','): ReturnType<typeof amountOf> {
  const bare = text.replace(/[\s\u00a0']/g, '').replace(/^[A-Z]{3}|[A-Z]{3}$|[$€£¥]/g, '');
  const isNegative = /^-|-$|^\(.*\)$/.test(bare);
  const digits = bare.replace(/^[-+(]|[-+)]$/g, '');
  const [whole = '', fraction, ...rest] = digits.split(decimalSign);
  const other = decimalSign === '.' ? ',' : '.';
  const isGrouped = new RegExp(`^\\d{1,3}(\\${other}\\d{3})*$|^\\d+$`).test(whole);
  if (rest.length > 0 || !isGrouped || (fraction !== undefined && !/^\d{1,8}$/.test(fraction))) return undefined;
  return amountOf(`${isNegative ? '-' : ''}${whole.replaceAll(other, '')}${fraction === undefined ? '' : `.${fraction}`}`);
}

function amountOf(text: string) {
  const parsed = parseAmount(text);
  return parsed.ok ? parsed.value : undefined;
}

function dateIn(text: string, order: CsvMapping['dateOrder']): LocalDate | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const parts = compact ? compact.slice(1) : (/^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})/.exec(text)?.slice(1) ?? []);
  const [a = '', b = '', c = ''] = parts;
  const places = { ymd: [a, b, c], dmy: [c, b, a], mdy: [c, a, b] }[compact ? 'ymd' : order];
  const [year = '', month = '', day = ''] = places;
  const date = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : undefined;
}
