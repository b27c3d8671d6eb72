import { addSeconds, type Instant, type Seconds } from '../base/time.ts';
import { bandAt } from './bandClock.ts';
import type { Piece, Walk } from './pieces.ts';
import type { BandPrices, Prices, Rate, Slot } from './rate.ts';

const never: Seconds = Number.POSITIVE_INFINITY;
/** An edge of a band so long after the end of the call cannot cut its last block: no block is longer. Seconds. */
const longestBlock: Seconds = 86_400;

/** Where a walk stands: how far, what was billed, and which slots have taken their fee. */
type Way = { position: Seconds; billed: Seconds; readonly pieces: Piece[]; readonly entered: Set<Slot> };
/** The prices in force from a second of the call on, and the first second at which they may be others. */
type Stretch = { readonly prices: Prices; readonly until: Seconds };

/**
 * R5 for a rate with slots or time bands: at each position the band in force, in it the last slot that has begun, then one
 * block. Equal blocks up to the next slot or band edge are one piece. A block that runs over either keeps the price of its
 * first instant; only in `split` mode it ends at the edge of a band, charged in full.
 */
export function walkPrices(rate: Rate, answeredAt: Instant, toBill: Seconds): Walk {
  const way: Way = { position: 0, billed: 0, pieces: [], entered: new Set() };
  const first = stretchAt(rate, answeredAt, 0, toBill);
  if (first.prices.flagFall !== 0n) way.pieces.push(onceAt(way, first.prices, 'flag_fall', first.prices.flagFall));
  for (let stretch = first; way.position < toBill; stretch = stretchAt(rate, answeredAt, way.position, toBill)) {
    const end = Math.min(stretch.until, toBill);
    const cut = rate.terms?.boundaryMode === 'split' ? stretch.until : never;
    while (way.position < end) walkSlot(way, stretch.prices, { end, cut, toBill });
  }
  return { billedSeconds: way.billed, coveredSeconds: way.position, pieces: way.pieces };
}

/** `end`: no block begins from here on; `cut`: no block lasts beyond; `toBill`: how far the call goes. Seconds of the call. */
type Bounds = { readonly end: Seconds; readonly cut: Seconds; readonly toBill: Seconds };

/** Adds what one slot charges from here to its end, the band's end or the call's: its fee, its first block, or all further blocks. */
function walkSlot(way: Way, prices: Prices, { end, cut, toBill }: Bounds): void {
  const { slot, next } = slotAt(prices, way.position);
  if (slot !== undefined && !way.entered.has(slot)) {
    way.entered.add(slot);
    if (slot.fee !== undefined && slot.fee !== 0n) way.pieces.push(onceAt(way, prices, 'slot_fee', slot.fee));
  }
  const { block, seconds } = nextBlocks(slot ?? prices, way.position - (slot?.fromSecond ?? 0), {
    toNext: Math.min(next, cut, toBill) - way.position,
    toEnd: Math.min(end, next) - way.position,
  });
  way.pieces.push({ ...block, ...placeOf(way, prices) });
  way.billed += seconds;
  way.position = Math.min(way.position + seconds, cut);
}

/** Which block or blocks come next, and how long they are together. `sinceStart`: seconds since their prices began. */
function nextBlocks(
  prices: Prices | Slot,
  sinceStart: Seconds,
  { toNext, toEnd }: { readonly toNext: Seconds; readonly toEnd: Seconds },
): { readonly block: Omit<Piece, 'fromSecond' | 'band'>; readonly seconds: Seconds } {
  const { price, perSeconds, increment, initialIncrement, initialPrice } = prices;
  // One block to the next slot or the end of the call; it runs over the edge of a band like any other.
  if (prices.untimed)
    return { block: { kind: 'untimed', blocks: 1, seconds: toNext, unitPrice: price, perSeconds: 0 }, seconds: toNext };
  if (sinceStart === 0 && (initialPrice !== undefined || initialIncrement !== increment)) {
    const unitPrice = initialPrice ?? price;
    const block = { kind: 'first_block', blocks: 1, seconds: initialIncrement, unitPrice, perSeconds } as const;
    return { block, seconds: initialIncrement };
  }
  const blocks = Math.ceil(toEnd / increment);
  const seconds = blocks * increment;
  return { block: { kind: 'blocks', blocks, seconds, unitPrice: price, perSeconds }, seconds };
}

/** The last slot that has begun (undefined = the prices' own, from the answer on) and where the next one begins. */
function slotAt(prices: Prices, position: Seconds): { readonly slot: Slot | undefined; readonly next: Seconds } {
  const slots = prices.slots ?? [];
  const index = slots.findLastIndex(({ fromSecond }) => fromSecond <= position);
  return { slot: slots[index], next: slots[index + 1]?.fromSecond ?? never };
}

function stretchAt(rate: Rate, answeredAt: Instant, position: Seconds, toBill: Seconds): Stretch {
  const { terms, bands } = rate;
  if (terms === undefined || bands === undefined) return { prices: rate, until: never };
  const isFixed = terms.boundaryMode === 'start';
  let span = bandAt(terms, isFixed ? answeredAt : addSeconds(answeredAt, position));
  const prices = pricesIn(rate, span.band);
  if (isFixed) return { prices, until: never };
  const end = addSeconds(answeredAt, toBill + (terms.boundaryMode === 'split' ? longestBlock : 0));
  let until = span.until;
  while (until < end) {
    span = bandAt(terms, until);
    if (pricesIn(rate, span.band) !== prices) break;
    until = span.until;
  }
  // A block that begins within the second of an edge, but before it, still has the price before the edge.
  return { prices, until: Math.ceil((until - answeredAt) / 1000) };
}

function pricesIn(rate: Rate, band: string): Prices {
  return (band === '' ? undefined : rate.bands?.find((one) => one.band === band)) ?? rate;
}

function onceAt(way: Way, prices: Prices, kind: Piece['kind'], unitPrice: Piece['unitPrice']): Piece {
  return { kind, blocks: 1, seconds: 0, unitPrice, perSeconds: 0, ...placeOf(way, prices) };
}

/** What a receipt says of a piece: from which second, in which band. */
function placeOf(way: Way, prices: Prices): Pick<Piece, 'fromSecond' | 'band'> {
  return {
    ...(way.position > 0 && { fromSecond: way.position }),
    ...('band' in prices && { band: (prices as BandPrices).band }),
  };
}
