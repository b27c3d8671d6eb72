import { plainText } from './inline.ts';
import { type Block, type ManualPage, type ManualSection, sectionId } from './manualPage.ts';

/** A section in which all words were found. `section` is empty for the top of the page. */
export type Hit = {
  readonly topic: string;
  readonly title: string;
  readonly section: string;
  readonly sectionTitle: string;
  readonly snippet: string;
};

const snippetLength = 180;
/** Typed and curly signs are the same, capitals too. */
const folded = (text: string): string => text.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
/** The words of a search, as they are compared. */
export const wordsOf = (search: string): readonly string[] =>
  folded(search)
    .split(/\s+/)
    .filter((word) => word !== '');

/** Sections that hold every word, titles first. A word of the page's title counts for all of its sections. */
export function searchManual(pages: Readonly<Record<string, ManualPage>>, search: string): readonly Hit[] {
  const words = wordsOf(search);
  if (words.length === 0) return [];
  const found = Object.entries(pages).flatMap(([topic, page]) => hitsIn(topic, page, words));
  return found.sort((a, b) => b.weight - a.weight).map(({ hit }) => hit);
}

function hitsIn(topic: string, page: ManualPage, words: readonly string[]) {
  const top: ManualSection = { title: '', blocks: [{ kind: 'text', text: page.intro }] };
  return [top, ...page.sections].flatMap((section) => {
    const text = section.blocks.map(textOf).join(' ');
    const isIn = (place: string) => words.filter((word) => placeOf(place, word) >= 0).length;
    const all = words.every((word) => placeOf(`${page.title} ${section.title} ${text}`, word) >= 0);
    const own = isIn(`${section.title} ${text}`);
    // The page's title alone finds the page once, not each of its sections.
    if (!all || (own === 0 && section !== top)) return [];
    const hit = {
      topic,
      title: page.title,
      section: section.title === '' ? '' : sectionId(section.title),
      sectionTitle: section.title,
      snippet: snippetOf(text, words),
    };
    const phrase = words.length > 1 && placeOf(`${section.title} ${text}`, words.join(' ')) >= 0 ? 5 : 0;
    return [{ hit, weight: phrase + 3 * isIn(section.title) + (section === top ? 4 : 1) * isIn(page.title) + own }];
  });
}

/** The text around what was searched. */
function snippetOf(text: string, words: readonly string[]): string {
  // The words as they were typed say most, then the longest of them.
  const wanted = [words.join(' '), ...[...words].sort((a, b) => b.length - a.length)];
  const first = wanted.map((one) => placeOf(text, one)).find((place) => place >= 0) ?? 0;
  const from = first < 60 ? 0 : text.indexOf(' ', first - 60) + 1;
  const piece = text.slice(from, from + snippetLength);
  const whole = from + snippetLength >= text.length ? piece : `${piece.slice(0, piece.lastIndexOf(' '))} …`;
  return from === 0 ? whole : `… ${whole}`;
}

/** Everything that can be read in a block. */
function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return plainText(block.text);
    case 'list':
    case 'steps':
      return block.items.map(plainText).join(' ');
    case 'fields':
      return block.fields
        .map(({ name, text, receipt }) => `${name}: ${plainText(text)} ${receipt ? receipt.title : ''}`)
        .join(' ');
    case 'table':
      return [block.head, ...block.rows].flat().map(plainText).join(' ');
    case 'code':
      return block.lines.join(' ');
    case 'receipt':
      return [block.receipt.title, ...block.receipt.steps].join(' ');
    default:
      return block satisfies never;
  }
}

/** Text cut where the words stand in it: every second piece is a word that was searched. */
export function cutAt(text: string, words: readonly string[]): readonly string[] {
  const found = words
    .flatMap((word) => [...folded(text).matchAll(patternOf(word))])
    .map(({ index, 0: { length } }) => [index, index + length] as const);
  const pieces: string[] = [];
  let end = 0;
  for (const [from, to] of found.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < end) continue;
    pieces.push(text.slice(end, from), text.slice(from, to));
    end = to;
  }
  return [...pieces, text.slice(end)];
}

/** A word where it begins one: "call" is in "calls", not in "automatically". */
function patternOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(/^[\p{L}\p{N}]/u.test(word) ? `(?<![\\p{L}\\p{N}])${escaped}` : escaped, 'gu');
}

/** Where a word stands in a text; -1 when it does not. */
const placeOf = (text: string, word: string): number => folded(text).search(patternOf(word));
