import { readFileSync } from 'node:fs';
import type { RoundingMode } from '../core/base/divide.ts';
import { type UnitPrice, unitPrice } from '../core/base/money.ts';
import { type Instant, type LocalDate, parseInstant } from '../core/base/time.ts';
import type { IncludedSeconds } from '../core/rating/includedSeconds.ts';
import { type PackageTerms, plainTerms, type Weekday } from '../core/rating/packageTerms.ts';
import { type BandPrices, defaultRounding, type Prices, type Rate, type Rounding, type Slot } from '../core/rating/rate.ts';
import { rateOf } from './rates.ts';

/** One line of core/rating/examples.txt. */
export type RateExample = {
  readonly title: string;
  readonly rate: Rate;
  readonly rounding: Rounding;
  readonly answeredAt: Instant;
  readonly milliseconds: number;
  readonly billedSeconds: number;
  readonly price: string;
};

/** The worked prices of core/rating/examples.txt; its head says how a line is written. */
export function readRateExamples(): readonly RateExample[] {
  const text = readFileSync(new URL('../core/rating/examples.txt', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readExample);
}

function readExample(line: string): RateExample {
  const [title, rate, made, answered, seconds, billed, price, ...more] = line.split(' | ');
  const answeredAt = parseInstant(answered ?? '');
  if (price === undefined || more.length > 0 || answeredAt === undefined) throw new SyntaxError(`not a worked price: ${line}`);
  const { terms, rounding } = readPackage(made === '-' ? [] : made!.split(' '));
  return {
    title: `${title}: ${price}`,
    rate: { ...readRate(rate!.split(' ')), terms },
    rounding,
    answeredAt,
    milliseconds: Math.round(Number(seconds) * 1000),
    billedSeconds: Number(billed),
    price,
  };
}

type Pieces = { readonly words: string[]; readonly slots: Slot[] };

function readRate(words: readonly string[]): Rate {
  const own: Pieces = { words: [], slots: [] };
  const bands: (Pieces & { readonly band: string })[] = [];
  const surcharges: { readonly afterSeconds: number; readonly amount: UnitPrice }[] = [];
  for (const word of words) {
    const [, band, inBand] = /^band\[(\w+)\]:(.*)$/.exec(word) ?? [];
    const [, fromSecond, inSlot] = /^slot@(\d+):(.*)$/.exec(word) ?? [];
    const [, afterSeconds, amount] = /^extra@(\d+)=(.*)$/.exec(word) ?? [];
    if (band !== undefined) bands.push({ band, words: inBand!.split(','), slots: [] });
    else if (fromSecond !== undefined) (bands.at(-1) ?? own).slots.push(readSlot(Number(fromSecond), inSlot!.split(',')));
    else if (afterSeconds !== undefined) surcharges.push({ afterSeconds: Number(afterSeconds), amount: unitPrice(amount!) });
    else own.words.push(word);
  }
  const { grace, min, least, most, percent, includes } = valuesOf(own.words);
  return {
    ...rateOf({
      graceSeconds: Number(grace ?? 0),
      minimumSeconds: Number(min ?? 0),
      minimumCharge: least ?? '0',
      ...(most !== undefined && { maximumCharge: most }),
    }),
    ...readPrices(own),
    ...(bands.length > 0 && { bands: bands.map((one): BandPrices => ({ band: one.band, ...readPrices(one) })) }),
    ...(surcharges.length > 0 && { surcharges }),
    ...(includes !== undefined && { included: readIncluded(Number(includes), own.words) }),
    ...(percent !== undefined && { surchargeMillionths: Math.round(Number(percent) * 10_000) }),
  };
}

function readIncluded(seconds: number, words: readonly string[]): IncludedSeconds {
  return {
    seconds,
    mode: words.includes('includesblocks') ? 'block' : 'seconds',
    coversFlagFall: words.includes('includesfall'),
  };
}

function readPrices({ words, slots }: Pieces): Prices {
  const { fall } = valuesOf(words);
  return { flagFall: unitPrice(fall ?? '0'), ...readBlock(words), ...(slots.length > 0 && { slots }) };
}

function readSlot(fromSecond: number, words: readonly string[]): Slot {
  const { fee } = valuesOf(words);
  return { fromSecond, ...readBlock(words), ...(fee !== undefined && { fee: unitPrice(fee) }) };
}

function readBlock(words: readonly string[]) {
  const { price, per, first, firstprice, block } = valuesOf(words);
  const increment = Number(block ?? 1);
  return {
    ...{ price: unitPrice(price ?? '0'), perSeconds: Number(per ?? 60), increment, untimed: words.includes('untimed') },
    initialIncrement: Number(first ?? increment),
    ...(firstprice !== undefined && { initialPrice: unitPrice(firstprice) }),
  };
}

function valuesOf(words: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(words.map((word) => word.split('=')));
}

function readPackage(words: readonly string[]): { readonly terms: PackageTerms; readonly rounding: Rounding } {
  const { zone, edge, dur, grace, round } = valuesOf(words);
  const all = (name: string) => words.filter((word) => word.startsWith(`${name}=`)).map((word) => word.slice(name.length + 1));
  const [decimals, roundingMode] = (round ?? '').split('/');
  return {
    rounding: round === undefined ? defaultRounding : { decimals: Number(decimals), roundingMode: roundingMode as RoundingMode },
    terms: {
      ...plainTerms(zone ?? 'UTC'),
      ...(edge !== undefined && { boundaryMode: edge as PackageTerms['boundaryMode'] }),
      ...(dur !== undefined && { durationRounding: dur as PackageTerms['durationRounding'] }),
      ...(grace !== undefined && { graceMode: grace as PackageTerms['graceMode'] }),
      windows: all('window').map((text) => {
        const [band = '', days = '', hours = ''] = text.split(',');
        return { band, days: [...days].map((day) => Number(day) as Weekday), ...readHours(hours) };
      }),
      holidays: all('holiday').map((text) => {
        const [date = '', band = '', hours = '00:00-24:00'] = text.split(',');
        return { date: date as LocalDate, name: '', band: band === '-' ? '' : band, ...readHours(hours) };
      }),
    },
  };
}

function readHours(text: string): { readonly from: number; readonly to: number } {
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
  });
  return { from, to };
}
