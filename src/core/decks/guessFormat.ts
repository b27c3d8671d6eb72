import { cellText } from './cell.ts';
import { csvReader } from './csvReader.ts';
import { type DeckField, type DeckFormat, type Delimiter, delimiterList, plainFormat } from './deckFormat.ts';
import type { RawLine } from './deckRow.ts';
import { type DateFormat, dateFormatList, readDate } from './readDate.ts';

/** The titles that the trade puts above its columns, in lower case, without signs. Exact first; the list is searched in this order. */
const titles: readonly (readonly [field: DeckField, pattern: RegExp])[] = [
  ['countryCode', /^(?:country code|cc|ccode|country prefix|country dial code)$/],
  ['validFrom', /\b(?:effective|valid from|start date|from date|activation)\b|^date$/],
  ['initialPrice', /^(?:initial price|first block price|price of the first block|init(?:ial)? rate|first price)$/],
  [
    'initialIncrement',
    /^(?:initial (?:increment|interval|block|period)|first (?:increment|block|interval|period)|init ?(?:inc|block|interval)|interval 1|min(?:imum)? (?:duration|increment))$/,
  ],
  [
    'increments',
    /^(?:increments?|billing increments?|billing|blocks?(?: \S+)*|billing (?:terms?|interval|blocks?)|rounding|pulse)$/,
  ],
  [
    'increment',
    /^(?:(?:next|further|subsequent|additional|sub(?:sequent)? billing) (?:increment|interval|blocks?|period)|further blocks|next inc|inc|interval n|billing ?block)$/,
  ],
  ['perSeconds', /^(?:price is for seconds|per seconds|per|price per seconds|rate per)$/],
  ['graceSeconds', /^(?:grace|grace (?:period|time|seconds)|free seconds)$/],
  ['minimumSeconds', /^(?:minimum (?:time|seconds)|min (?:time|seconds))$/],
  ['minimumCharge', /^(?:minimum (?:charge|price)|min (?:charge|price))$/],
  ['maximumCharge', /^(?:maximum (?:charge|price)|max (?:charge|price)|cap)$/],
  ['untimed', /^(?:untimed|flat|flat rate|per call)$/],
  ['flagFall', /^(?:flag ?fall|(?:connect(?:ion)?|set ?up|call set ?up) ?(?:fee|charge|cost)?|connectcharge|connectcost)$/],
  ['further', /^further prices$/],
  ['blocked', /^(?:blocked|barred|forbidden|disabled)$/],
  ['status', /^(?:status|change|changes|code change|rate change|action|change type|comments?|indicator)$/],
  [
    'prefix',
    /^(?:prefix(?:es)?|(?:dial(?:l?ing|led)?|destination|area|breakout|dest|city|number|phone|e164|route)? ?(?:codes?|prefix(?:es)?|digits)|dialcode|areacode|origination|codes?|digits|destination number)$/,
  ],
  [
    'destination',
    /^(?:destination(?: name)?|description|name|country|location|area(?: name)?|zone|breakout|route(?: name)?|dest(?: name)?|operator|carrier|country destination|destination description)$/,
  ],
  [
    'price',
    /^(?:(?:new |sell |buy |call |current |final )?(?:price|rate|cost|tariff|charge|amount)s?(?: (?:in )?[a-z]{3})?(?: ?(?:per|a) (?:min(?:ute)?|sec(?:ond)?))?(?: ?min)?(?: [a-z]{3})?|per min(?:ute)?|[a-z]{3}(?: ?per)? min(?:ute)?|(?:price|rate) [a-z]{3} min(?:ute)?|ppm|rpm)$/,
  ],
];

/** The first lines in which the titles may stand. */
const headerLinesMax = 30;

/**
 * A first proposal of how a file is written, from its first lines: the titles above the columns, and the writing of the cells
 * below. A person looks at it before anything is read; what the cells leave open stays as `base` has it.
 */
export function guessFormat(lines: readonly RawLine[], base: DeckFormat = plainFormat): DeckFormat {
  const best = lines
    .slice(0, headerLinesMax)
    .map((raw) => ({ raw, columns: guessColumns(raw.cells) }))
    .sort((a, b) => count(b.columns) - count(a.columns) || a.raw.line - b.raw.line)[0];
  if (!best || count(best.columns) < 2 || !best.columns.includes('prefix')) return { ...base, headerLine: 0, columns: [] };
  const below = lines.filter(({ line }) => line > best.raw.line);
  const columns = withIncrements(best.columns, below);
  const cellsOf = (field: DeckField) =>
    below.map(({ cells }) => cellText(cells[columns.indexOf(field)] ?? '')).filter((text) => text !== '');
  return {
    ...base,
    headerLine: best.raw.line,
    columns,
    decimalSign: guessDecimalSign(cellsOf('price'), base),
    dateFormat: guessDateFormat(cellsOf('validFrom'), base.dateFormat),
    perSeconds: /per ?sec|\/ ?sec/i.test(best.raw.cells[columns.indexOf('price')] ?? '') ? 1 : base.perSeconds,
  };
}

/** The field of each title; each field once, the leftmost. */
export function guessColumns(cells: readonly string[]): readonly (DeckField | '')[] {
  const taken = new Set<DeckField>();
  const found = cells.map((cell): DeckField | '' => {
    const title = plainTitle(cell);
    const field = titles.find(([name, pattern]) => !taken.has(name) && pattern.test(title))?.[0];
    if (field === undefined || title === '') return '';
    taken.add(field);
    return field;
  });
  // A country code alone is the prefix.
  return taken.has('prefix') ? found : found.map((field) => (field === 'countryCode' ? 'prefix' : field));
}

/** The delimiter that parts the most lines of a file's beginning into equally many cells. */
export function guessDelimiter(text: string): Delimiter {
  const scores = delimiterList.map((delimiter) => {
    const counts = new Map<number, number>();
    const reader = csvReader(delimiter, (cells) => {
      if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    });
    reader.push(text);
    reader.end();
    const [width, lines] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
    return { delimiter, score: lines * 100 + Math.min(width, 99) };
  });
  return scores.reduce((a, b) => (b.score > a.score ? b : a)).delimiter;
}

const count = (columns: readonly string[]): number => columns.filter((field) => field !== '').length;

function plainTitle(cell: string): string {
  return cellText(cell)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** "Increment" may hold 60/6 or one number: the cells tell. */
function withIncrements(columns: readonly (DeckField | '')[], below: readonly RawLine[]): readonly (DeckField | '')[] {
  const at = columns.indexOf('increments');
  if (at < 0 || !columns.includes('initialIncrement') || columns.includes('increment')) return columns;
  const isPair = below.some(({ cells }) => /\d\s*[/+|:-]\s*\d/.test(cells[at] ?? ''));
  return isPair ? columns : columns.with(at, 'increment');
}

function guessDecimalSign(cells: readonly string[], { decimalSign }: DeckFormat): DeckFormat['decimalSign'] {
  const written = cells.filter((text) => /\d[.,]\d/.test(text));
  if (written.length === 0) return decimalSign;
  const last = written.map((text) => (text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.'));
  if (last.every((sign) => sign === ',')) return ',';
  return last.every((sign) => sign === '.') ? '.' : decimalSign;
}

/** The only writing in which every date is one. Two that fit are a question for a person, so the base stays. */
function guessDateFormat(cells: readonly string[], base: DateFormat): DateFormat {
  if (cells.length === 0) return base;
  const fitting = dateFormatList.filter((format) => cells.every((text) => readDate(text, format).ok));
  return fitting.length === 1 ? (fitting[0] ?? base) : base;
}
