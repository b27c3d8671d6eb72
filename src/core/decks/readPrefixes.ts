import { type CellReading, faulty, quoted, said } from './cell.ts';

/** What a dash in a prefix cell means, declared for a whole deck: "34-91" is a code and its area, or a range over half the world. */
export const dashMeanings = { range: 'from–to', separator: 'nothing' } as const;
export type DashMeaning = keyof typeof dashMeanings;
export const dashMeaningList = Object.keys(dashMeanings) as [DashMeaning, ...DashMeaning[]];

/** A row that stands for more prefixes than this is a slip. */
const prefixesPerRowMax = 10_000;
const everyNumber = /^(?:\*|default|any|all|rest|world)$/i;

/**
 * The prefixes of a cell, E.164 digits without `+`: `+34`, `0034`, `01134`, `34*`, `34 91`, `(34)`, `34.0`; ranges
 * `4400-4409` (as few prefixes as say the same: 440), lists `32484,32486`, patterns `447[7-9]XXX`, and areas after their
 * country `61 | 38,39`. "*" alone is every number. What could be read in two ways is refused.
 */
export function readPrefixes(text: string, countryCode: string, dash: DashMeaning): CellReading<readonly string[]> {
  if (countryCode === '') {
    if (/^[1-9]\d{0,14}$/.test(text)) return said([text]);
    if (everyNumber.test(text)) return said(['']);
    if (text === '') return faulty('There is no prefix. Write * for a rate for every number.');
    if (text.includes('|')) return readAreas(text, dash);
  }
  const country = countryCode === '' ? said('') : one(countryCode, '', dash, readDigits);
  if (!country.ok) return faulty(`The country code ${country.problem}`);
  if (text === '') return said([country.value]);
  const parts = partsOf(text);
  if (parts.length > 1 && country.value === '' && parts.some((part) => /\d \d/.test(part)))
    return faulty(
      `${quoted(text)} can be read in two ways. Write the country code once, as in 61 | 38,39, or each prefix whole.`,
    );
  const all: string[] = [];
  for (const part of parts) {
    const read = one(part, country.value, dash, readPart);
    if (!read.ok) return read;
    all.push(...read.value);
    if (all.length > prefixesPerRowMax) return faulty(`${quoted(text)} stands for more than ${prefixesPerRowMax} prefixes.`);
  }
  const tooLong = all.find((prefix) => prefix.length > 15);
  return tooLong === undefined ? said([...new Set(all)]) : faulty(`${quoted(tooLong)} has more than the 15 digits of E.164.`);
}

type Reader<T> = (text: string, country: string, dash: DashMeaning) => CellReading<T>;
const one = <T>(text: string, country: string, dash: DashMeaning, read: Reader<T>): CellReading<T> =>
  read(text.trim(), country, dash);

/** Parts of a list; commas inside [brackets] belong to a pattern. */
const partsOf = (text: string): readonly string[] => text.split(/[,;](?![^[]*\])/).filter((part) => part.trim() !== '');

function readAreas(text: string, dash: DashMeaning): CellReading<readonly string[]> {
  const [country = '', areas = '', ...more] = text.split('|').map((part) => part.trim());
  if (more.length > 0 || country === '') return faulty(`${quoted(text)} has more than one sign | between country and areas.`);
  return readPrefixes(areas, country, dash);
}

function readPart(text: string, country: string, dash: DashMeaning): CellReading<readonly string[]> {
  if (/[[\]xXzZnN_]/.test(text)) return readPattern(text, country);
  if (dash === 'range' && /\d\s*-\s*[+\d]/.test(text)) return readRange(text, country);
  const digits = readDigits(text, country);
  return digits.ok ? said([digits.value]) : digits;
}

/** The digits of one prefix, without the signs that people put around them. */
function readDigits(text: string, country: string): CellReading<string> {
  if (/^[\d.,]+e\+?\d+$/i.test(text))
    return faulty(
      `${quoted(text)} is in scientific notation, which loses digits. Format the column as text and export it again.`,
    );
  if (/^[=@]/.test(text)) return faulty(`${quoted(text)} is a formula. Put the digits there instead.`);
  const bare = text.replace(/\.0+$/, '').replace(/[*#]$/, '');
  if (!/^(?:\+\s*)?\(?\d(?:[\d\s()/-]*[\d)])?$/.test(bare)) return faulty(prefixProblem(text));
  const digits = country + withoutAccess(bare.replace(/[\s()/-]/g, ''), country);
  if (/^[1-9]\d{0,14}$/.test(digits)) return said(digits);
  return faulty(digits.length > 15 ? `${quoted(text)} has more than the 15 digits of E.164.` : prefixProblem(text));
}

/** Without `+` or the digits that are dialled before a foreign number; an area code after its country has none. */
function withoutAccess(text: string, country: string): string {
  if (country !== '') return text;
  return text.replace(/^(?:\+|011(?=[1-9])|00(?=[1-9]))/, '');
}

function prefixProblem(text: string): string {
  if (/^\+?0/.test(text))
    return `${quoted(text)} begins with 0: it is not an international prefix. Begin with the country code, such as 44.`;
  return `${quoted(text)} is not a prefix: digits beginning with the country code, such as 4420.`;
}

function readRange(text: string, country: string): CellReading<readonly string[]> {
  const ends = text.split('-').map((end) => readDigits(end.trim(), country));
  const [first, last] = ends;
  if (ends.length !== 2 || !first?.ok || !last?.ok) {
    const wrong = ends.find((end) => !end.ok);
    return wrong && !wrong.ok ? wrong : faulty(`${quoted(text)} is not a range: write its first and its last prefix.`);
  }
  const [from, to] = [first.value, last.value];
  if (from.length !== to.length)
    return faulty(`The ends of the range ${quoted(text)} are not equally long: it is not clear where it ends.`);
  if (from > to) return faulty(`The range ${quoted(text)} is upside down.`);
  if (from[0] !== to[0])
    return faulty(
      `The range ${quoted(text)} runs over several countries. If the dash means nothing in this file, say so in its settings.`,
    );
  return said(coverRange(from, to));
}

/** The fewest prefixes that begin exactly the numbers from `from…` to `to…`. Equally long, in order. */
function coverRange(from: string, to: string): string[] {
  if (from === to) return [from];
  if (/^0*$/.test(from) && /^9*$/.test(to)) return [''];
  const [low, high] = [Number(from[0]), Number(to[0])];
  const inside = (digit: number, first: string, last: string) => coverRange(first, last).map((rest) => `${digit}${rest}`);
  const [nines, zeros] = ['9'.repeat(from.length - 1), '0'.repeat(from.length - 1)];
  if (low === high) return inside(low, from.slice(1), to.slice(1));
  const between = Array.from({ length: high - low - 1 }, (_, index) => String(low + 1 + index));
  return [...inside(low, from.slice(1), nines), ...between, ...inside(high, zeros, to.slice(1))];
}

/** Asterisk's patterns: X any digit, Z 1–9, N 2–9, [7-9] a choice; an end of nothing but X says only how long numbers are. */
function readPattern(text: string, country: string): CellReading<readonly string[]> {
  const bare = text
    .replace(/^_/, '')
    .replace(/\s/g, '')
    .replace(/[xX]*[.!*]?$/, '');
  const digits = withoutAccess(bare, country);
  if (!/^\d*(?:\d|[xXzZnN]|\[[\d,-]+\])*$/.test(digits) || !/^[1-9]/.test(country + digits)) return faulty(prefixProblem(text));
  let found = [country];
  for (const [token] of digits.matchAll(/\d|[xXzZnN]|\[[^\]]*\]/g)) {
    const choices = choicesOf(token);
    if (choices.length === 0) return faulty(`${quoted(token)} in ${quoted(text)} is upside down or empty.`);
    if (found.length * choices.length > prefixesPerRowMax)
      return faulty(`${quoted(text)} stands for more than ${prefixesPerRowMax} prefixes.`);
    found = found.flatMap((start) => choices.map((digit) => start + digit));
  }
  return said(found);
}

function choicesOf(token: string): readonly string[] {
  if (/^\d$/.test(token)) return [token];
  const letter = token.toLowerCase();
  if (letter === 'x') return [...'0123456789'];
  if (letter === 'z') return [...'123456789'];
  if (letter === 'n') return [...'23456789'];
  const inside = token.slice(1, -1).replace(/,/g, '');
  if (!/^(?:\d-\d|\d)+$/.test(inside)) return [];
  const spans = [...inside.matchAll(/(\d)(?:-(\d))?/g)].map(([, from = '', to = from]) => [Number(from), Number(to)] as const);
  if (spans.some(([from, to]) => from > to)) return [];
  return [...new Set(spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index))))];
}
