import { formatUnitPrice } from '../src/core/base/money.ts';
import { instant } from '../src/core/base/time.ts';
import { csvReader } from '../src/core/decks/csvReader.ts';
import { type DeckFormat, plainFormat } from '../src/core/decks/deckFormat.ts';
import type { DeckLine, RawLine } from '../src/core/decks/deckRow.ts';
import { deckLineReader } from '../src/core/decks/readDeckLine.ts';
import { pick } from './random.ts';

type Random = () => number;

/** A way of writing decks, as its source would declare it. */
export type Dialect = {
  readonly name: string;
  readonly format: DeckFormat;
  readonly price: (units: bigint, random: Random) => string;
};

/** What a row should come to, known because it was made so: its prefixes and price, or a fault. */
export type MadeRow = { readonly cells: readonly string[]; readonly truth: string };

const columns = ['prefix', 'destination', 'price', 'increments'] as const;
const cent = 10n ** 10n;
const now = instant(Date.UTC(2026, 10, 23));

const plain = (units: bigint, point: string): string => formatUnitPrice(units).replace('.', point);
const grouped = (units: bigint, point: string, group: string): string => {
  const [whole = '', fraction = ''] = formatUnitPrice(units).split('.');
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, group)}${point}${fraction}`;
};
const dialect = (name: string, changes: Partial<DeckFormat>, price: Dialect['price']): Dialect => ({
  name,
  format: { ...plainFormat, columns, ...changes },
  price,
});

/** Twelve ways in which decks arrive. */
export const dialects: readonly Dialect[] = [
  dialect('plain', {}, (units) => plain(units, '.')),
  dialect('decimal comma', { decimalSign: ',', delimiter: ';' }, (units) => plain(units, ',')),
  dialect('thousands with commas', { unit: 'hundredth' }, (units) => grouped(units * 100n, '.', ',')),
  dialect('thousands with points', { unit: 'hundredth', decimalSign: ',', delimiter: ';' }, (units) =>
    grouped(units * 100n, ',', '.'),
  ),
  dialect('thousands with spaces', { unit: 'hundredth', delimiter: '\t' }, (units) => grouped(units * 100n, '.', '\u00a0')),
  dialect('a currency before', { delimiter: '|' }, (units) => `$${plain(units, '.')}`),
  dialect('a currency behind', {}, (units) => `${plain(units, '.')} USD`),
  dialect('by the second', { perSeconds: 1 }, (units) => plain(units, '.')),
  dialect('a dash that means nothing', { dash: 'separator' }, (units) => plain(units, '.')),
  dialect('not available is blocked', { notAvailable: 'block', decimalSign: ',', delimiter: ';' }, (units) => plain(units, ',')),
  dialect('the third number is grace', { thirdNumber: 'grace' }, (units) => plain(units, '.')),
  dialect('full-width digits and apostrophes', {}, (units, random) =>
    random() < 0.5
      ? `'${plain(units, '.')}`
      : plain(units, '.').replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ),
];

/** Ways of spoiling a price; each must be refused in the given dialect, whatever the number. */
const spoiledPrices: readonly ((price: string, one: Dialect) => string)[] = [
  (price) => `-${price.replace(/^'/, '')}`,
  (price) => `${price}E-3`,
  (price) => `1.2E-${price.length}`,
  (price) => `=${price}`,
  (price) => `${price}%`,
  (price) => `${price} EUR`,
  (price) => `£${price}`,
  (price) => `${price}.1.1`,
  (price) => `${price},1,1`,
  (_, { format }) => (format.decimalSign === '.' ? '0,0265' : '0.0265'),
  (_, { format }) => (format.decimalSign === '.' ? '1.234,56' : '1,234.56'),
  (_, { format }) => (format.decimalSign === '.' ? '1,23' : '1.23'),
  () => '',
  () => 'free',
  () => '0.0265/min',
  () => '5-6',
  () => '½',
  () => '0x1A',
  () => 'NaN',
  () => 'Infinity',
  () => '0,00000000000001'.replace(',', '.'),
  () => '99999999',
  (price) => `+${price}`,
  (price) => `(${price})`,
  () => '١٢',
];

/** Prefixes that nobody can read in one way. */
const spoiledPrefixes: readonly ((prefix: string, one: Dialect) => string)[] = [
  (prefix) => `${prefix[0]}.${prefix.slice(1)}E+${prefix.length}`,
  (prefix) => `=${prefix}`,
  (prefix) => `-${prefix}`,
  (prefix) => `0${prefix}`,
  (prefix) => `${prefix}a`,
  (prefix) => `${prefix}.5`,
  (prefix) => `${prefix}²`,
  (prefix) => `${prefix}0000000000000000`,
  (prefix, { format }) => (format.dash === 'range' ? `${prefix}9-${prefix}1` : `${prefix}-`),
  (prefix, { format }) => (format.dash === 'range' ? `${prefix}1-${prefix}22` : `${prefix}-x-`),
  (prefix, { format }) => (format.dash === 'range' ? `1${prefix}-9${prefix}` : `_-${prefix}`),
  (prefix) => `${prefix}[9-7]`,
  (prefix) => `${prefix[0]}XXXXX7`,
  (prefix) => `${prefix} 38, 39 41`,
  (prefix) => `${prefix} | 38 | 39`,
  () => '',
  () => 'Total',
  () => '#REF!',
  () => '٣٤',
  (prefix) => `${prefix}/${prefix[0]}e2`,
];

const spoiledBlocks = ['0/0', '60/0', '60/6/3/1', '1/1/1970', 'minute', '01-Jan', '6.5/1', '60//6', '999999/1'];

/** A row of a deck: sound in a third of the cases, otherwise spoiled in one or more cells. */
export function makeRow(one: Dialect, random: Random): MadeRow {
  const prefix = soundPrefix(random);
  const units = BigInt(1 + pick(random, 5_000)) * (random() < 0.5 ? cent / 100n : cent / 10_000n);
  const price = one.price(units, random);
  const written = writtenPrefix(prefix, one, random);
  const blocks = ['60/60', '1+1', '60|6', '30/6', '60'][pick(random, 5)] ?? '60';
  const sound = [written.text, name(random), price, one.format.delimiter === '|' ? '60/6' : blocks];
  const spoilt = new Set<number>();
  if (random() < 0.67) spoilt.add(pick(random, 3));
  if (random() < 0.1) spoilt.add(pick(random, 3));
  if (spoilt.size === 0) return { cells: sound, truth: `${written.prefixes.join(' ')} @ ${formatUnitPrice(units)}` };
  const cells = [...sound];
  if (spoilt.has(0)) cells[0] = some(spoiledPrefixes, random)(prefix, one);
  if (spoilt.has(1)) cells[2] = some(spoiledPrices, random)(price, one);
  if (spoilt.has(2)) cells[3] = some(spoiledBlocks, random);
  return { cells, truth: 'fault' };
}

/** What the product makes of a row, in the same words; one of another dialect's signs may be quoted on its way through the file. */
export function productReader(one: Dialect): (made: MadeRow) => string {
  const read = deckLineReader({ format: one.format, currency: 'USD', now });
  return (made) => wordsOf(read(throughFile(made.cells, one.format.delimiter)));
}

/** Writes the cells as a file has them and reads the file. */
function throughFile(cells: readonly string[], delimiter: string): RawLine {
  const found: RawLine[] = [];
  const reader = csvReader(delimiter, (read, line) => found.push({ line, cells: read }));
  reader.push(
    `${cells.map((cell) => (/["\r\n,;|\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\r\n`,
  );
  reader.end();
  return found[0] ?? { line: 0, cells: [] };
}

function wordsOf(read: DeckLine): string {
  if (read.kind !== 'rows') return 'fault';
  const price = read.rows[0]?.terms.price;
  return `${read.rows.map(({ prefix }) => prefix).join(' ')} @ ${price === undefined ? 'none' : formatUnitPrice(price)}`;
}

const some = <T>(list: readonly T[], random: Random): T => list[pick(random, list.length)] as T;
const countries = ['44', '49', '61', '62', '353', '1242', '7', '880'];
const soundPrefix = (random: Random): string => some(countries, random) + String(pick(random, 10 ** (1 + pick(random, 4))));
const name = (random: Random): string =>
  some(['Germany', 'Côte d’Ivoire', 'A "quoted" land', '=cmd()', '', 'Mobile; other'], random);

function writtenPrefix(
  prefix: string,
  { format }: Dialect,
  random: Random,
): { readonly text: string; readonly prefixes: readonly string[] } {
  const forms: readonly (() => { readonly text: string; readonly prefixes: readonly string[] })[] = [
    () => ({ text: prefix, prefixes: [prefix] }),
    () => ({ text: `+${prefix}`, prefixes: [prefix] }),
    () => ({ text: `00${prefix}`, prefixes: [prefix] }),
    () => ({ text: `011${prefix}`, prefixes: [prefix] }),
    () => ({ text: `${prefix}*`, prefixes: [prefix] }),
    () => ({ text: `${prefix}.0`, prefixes: [prefix] }),
    () => ({ text: `'${prefix}`, prefixes: [prefix] }),
    () => ({ text: `(${prefix.slice(0, 1)})\u00a0${prefix.slice(1)}`, prefixes: [prefix] }),
    () => ({ text: `${prefix}2,${prefix}5`, prefixes: [`${prefix}2`, `${prefix}5`] }),
    () => ({ text: `${prefix}[7-9]XXX`, prefixes: [`${prefix}7`, `${prefix}8`, `${prefix}9`] }),
    () =>
      format.dash === 'range'
        ? { text: `${prefix}0-${prefix}9`, prefixes: [prefix] }
        : { text: `${prefix.slice(0, 2)}-${prefix.slice(2)}`.replace(/-$/, ''), prefixes: [prefix] },
    () =>
      format.dash === 'range'
        ? { text: `${prefix}3 – ${prefix}4`, prefixes: [`${prefix}3`, `${prefix}4`] }
        : { text: prefix, prefixes: [prefix] },
    () => ({ text: `${prefix} | 3,4`, prefixes: [`${prefix}3`, `${prefix}4`] }),
  ];
  return some(forms, random)();
}
