import * as z from 'zod';
import { formatUnitPrice, parseUnitPrice, type UnitPrice, unitPrice } from '../../core/base/money.ts';
import type { Prices, Slot } from '../../core/rating/rate.ts';
import { line } from './common.ts';

/** Beyond these a price is a slip of the decimal point. Currency units. */
const perMinuteMax = 1_000n;
export const onceMax = 1_000n;
const daySeconds = 86_400;
const pricePattern = /^\d{1,10}(\.\d{1,12})?$/;

/** A price as people write it: a string, because a JSON number may lose digits on its way. */
export function price(label: string) {
  return z
    .string(`Write the ${label} in quotes, as digits and one decimal point, such as "0.0265".`)
    .trim()
    .regex(pricePattern, { abort: true, error: (issue) => priceProblem(label, String(issue.input)) });
}

function priceProblem(label: string, text: string): string {
  if (/^-[\d.]/.test(text)) return `The ${label} cannot be negative.`;
  if (/^\d+\.\d{13,}$/.test(text)) return `The ${label} may have at most 12 decimals.`;
  if (/^\d{11,}/.test(text)) return `The ${label} is absurdly high. Check the decimal point.`;
  return `Write the ${label} as digits and one decimal point, such as 0.0265.`;
}

export function atMost(label: string, maximum: bigint) {
  return price(label).refine(
    (text) => units(text) <= maximum * oneUnit,
    `The ${label} is more than ${maximum}: absurdly high. Check the decimal point.`,
  );
}

export function seconds(label: string, minimum: number) {
  const message = `The ${label} is a whole number of seconds from ${minimum} to ${daySeconds}.`;
  return z.int(message).min(minimum, message).max(daySeconds, message);
}

/** The price from one second of a call on, and its blocks. */
export const blockFields = {
  price: price('price').meta({ description: 'Currency units for each perSeconds; of an untimed rate: once.' }),
  perSeconds: seconds('time that the price is for', 1)
    .default(60)
    .meta({ description: 'What the prices are for: 60 = a minute.' }),
  initialIncrement: seconds('first block', 1)
    .optional()
    .meta({ description: 'Length of the first block in seconds, charged in full. When absent: as long as increment.' }),
  initialPrice: price('price of the first block')
    .optional()
    .meta({ description: 'Price of the first block for each perSeconds. When absent: price.' }),
  increment: seconds('block', 1).default(1).meta({ description: 'Length of every further block in seconds, charged in full.' }),
  untimed: z.boolean('Write true or false.').default(false).meta({ description: 'The price once, whatever the length.' }),
};

const slotSchema = z
  .strictObject(
    {
      fromSecond: seconds('second at which a slot begins', 1).meta({ description: 'The second of the call at which it begins.' }),
      ...blockFields,
      fee: atMost('fee', onceMax).optional().meta({ description: 'Charged once, with the first block of this slot.' }),
    },
    { error: strangerProblem },
  )
  .superRefine((slot, context) => checkBlock(slot, context));

const flagFall = atMost('flag fall', onceMax).default('0');

/** One set of prices: from the answer on, and from later seconds on. */
export const priceFields = {
  flagFall: flagFall.meta({ description: 'Charged once as soon as anything is charged.' }),
  ...blockFields,
  slots: z
    .array(slotSchema, 'Write a list of slots.')
    .max(20, 'At most 20 slots.')
    .optional()
    .meta({ description: 'Other prices from later seconds of the call on.' }),
};

export const bandPricesSchema = z
  .strictObject(
    {
      band: line(60, 'The time band').min(1, 'Choose a time band.').meta({ description: 'A time band of the package.' }),
      ...priceFields,
    },
    { error: strangerProblem },
  )
  .superRefine((prices, context) => checkPrices(prices, context));

type BlockWire = {
  readonly price: string;
  readonly initialPrice?: string | undefined;
  readonly perSeconds: number;
  readonly untimed: boolean;
};
type SlotWire = z.output<typeof slotSchema>;
type PricesWire = BlockWire & {
  readonly flagFall: string;
  readonly increment: number;
  readonly initialIncrement?: number | undefined;
} & {
  readonly slots?: readonly SlotWire[] | undefined;
};
type Context = Pick<z.core.$RefinementCtx, 'addIssue'>;

/** What no field alone can tell: absurd prices, a second price of an untimed rate, slots that do not rise. */
export function checkPrices(prices: PricesWire, context: Context): void {
  checkBlock(prices, context);
  prices.slots?.forEach(({ fromSecond }, index) => {
    const before = prices.slots?.[index - 1]?.fromSecond ?? 0;
    if (fromSecond <= before) {
      const message = `This slot begins at second ${fromSecond}, not after the one before it (${before}).`;
      context.addIssue({ code: 'custom', path: ['slots', index, 'fromSecond'], message });
    }
  });
}

function checkBlock(block: BlockWire, context: Context): void {
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (isAbsurd(block.price, block)) fault('price', absurdProblem('price', block.untimed));
  if (block.initialPrice === undefined) return;
  if (isAbsurd(block.initialPrice, block)) fault('initialPrice', absurdProblem('price of the first block', block.untimed));
  if (block.untimed) fault('initialPrice', 'An untimed rate has one price. Leave out the price of the first block.');
}

/** Prices as core works with them. */
export function toPrices(wire: PricesWire): Prices {
  return {
    flagFall: unitPrice(wire.flagFall),
    ...toBlock(wire),
    ...(wire.slots !== undefined && wire.slots.length > 0 && { slots: wire.slots.map(toSlot) }),
  };
}

function toSlot({ fromSecond, fee, ...wire }: SlotWire): Slot {
  return { fromSecond, ...toBlock(wire), ...(fee !== undefined && { fee: unitPrice(fee) }) };
}

function toBlock(wire: BlockWire & { readonly increment: number; readonly initialIncrement?: number | undefined }) {
  const { perSeconds, increment, untimed } = wire;
  return {
    ...{ price: unitPrice(wire.price), perSeconds, increment, untimed },
    initialIncrement: wire.initialIncrement ?? increment,
    ...(wire.initialPrice !== undefined && { initialPrice: unitPrice(wire.initialPrice) }),
  };
}

/** Prices as the API answers them: every field that has a value is written out. */
export function fromPrices(prices: Prices) {
  return {
    flagFall: formatUnitPrice(prices.flagFall),
    ...fromBlock(prices),
    ...(prices.slots !== undefined && { slots: prices.slots.map(fromSlot) }),
  };
}

function fromSlot(slot: Slot) {
  const { fromSecond, fee } = slot;
  return { fromSecond, ...fromBlock(slot), ...(fee !== undefined && { fee: formatUnitPrice(fee) }) };
}

function fromBlock({ price, perSeconds, initialIncrement, initialPrice, increment, untimed }: Prices | Slot) {
  return {
    ...{ price: formatUnitPrice(price), perSeconds, initialIncrement, increment, untimed },
    ...(initialPrice !== undefined && { initialPrice: formatUnitPrice(initialPrice) }),
  };
}

export const oneUnit = unitPrice('1');

/** The price in 10^-12 units; zero for text that another rule has refused already. */
export function units(text: string): UnitPrice {
  const parsed = parseUnitPrice(text);
  return parsed.ok ? parsed.value : (0n as UnitPrice);
}

function isAbsurd(text: string, rate: { readonly untimed: boolean; readonly perSeconds: number }): boolean {
  if (rate.untimed) return units(text) > perMinuteMax * oneUnit;
  // A time that its own rule has refused still comes here, and BigInt takes whole numbers only.
  if (!Number.isSafeInteger(rate.perSeconds) || rate.perSeconds < 1) return false;
  return units(text) * 60n > perMinuteMax * oneUnit * BigInt(rate.perSeconds);
}

function absurdProblem(label: string, isUntimed: boolean): string {
  return `The ${label} is more than ${perMinuteMax} ${isUntimed ? 'a call' : 'a minute'}: absurdly high. Check the decimal point.`;
}

export function strangerProblem(issue: { readonly code?: string; readonly keys?: readonly string[] }): string | undefined {
  if (issue.code !== 'unrecognized_keys') return 'Write an object with the fields of a rate.';
  return `There is no field ${(issue.keys ?? []).map((key) => `"${key}"`).join(' or ')}.`;
}
