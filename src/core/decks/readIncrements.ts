import { type CellReading, faulty, quoted, said } from './cell.ts';

/** What the third of three block numbers means, declared for a whole deck. */
export const thirdNumbers = { refuse: 'refused', grace: 'free seconds', ignore: 'ignored' } as const;
export type ThirdNumber = keyof typeof thirdNumbers;
export const thirdNumberList = Object.keys(thirdNumbers) as [ThirdNumber, ...ThirdNumber[]];

/** Seconds. */
export type Increments = { readonly initialIncrement: number; readonly increment: number; readonly graceSeconds?: number };

const shape = /^(\d{1,5})(?:\s*[/+|:-]\s*(\d{1,5}))?(?:\s*[/+|:-]\s*(\d{1,5}))?(?:\s*s(?:ec)?)?$/i;
const longest = 86_400;
/** Nobody gives away more; 1/1/1970 is a date. Seconds. */
const graceMax = 300;

/** First and further blocks in one cell: `60/6`, `1+1`, `60|6`, `60` (both), `0/1` (= 1/1), `60-1-1` (= 60/1), `30/6/3` with a declared third number. */
export function readIncrements(text: string, third: ThirdNumber): CellReading<Increments> {
  const found = shape.exec(text);
  if (!found) return faulty(`${quoted(text)} does not say blocks as 60/6 does: first block, then further blocks, in seconds.`);
  const first = Number(found[1]);
  const increment = found[2] === undefined ? first : Number(found[2]);
  const initialIncrement = first === 0 ? increment : first;
  if (increment < 1 || initialIncrement > longest || increment > longest)
    return faulty(`${quoted(text)}: a block has 1 to ${longest} seconds.`);
  return withThird(text, { initialIncrement, increment }, found[3], third);
}

function withThird(text: string, blocks: Increments, given: string | undefined, third: ThirdNumber): CellReading<Increments> {
  if (given === undefined || third === 'ignore') return said(blocks);
  const number = Number(given);
  if (third === 'grace')
    return number <= graceMax
      ? said({ ...blocks, graceSeconds: number })
      : faulty(`${quoted(text)}: free seconds are at most ${graceMax} here. Is it a date?`);
  if (number === blocks.increment && text.includes('-')) return said(blocks);
  return faulty(`${quoted(text)} has a third number. Say in the file's settings whether it means free seconds or nothing.`);
}
