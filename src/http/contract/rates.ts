import * as z from 'zod';
import { roundingModeList } from '../../core/base/divide.ts';
import { formatUnitPrice, parseUnitPrice, type UnitPrice, unitPrice } from '../../core/base/money.ts';
import { defaultRounding, type Rate } from '../../core/rating/rate.ts';
import { line } from './common.ts';

/** Beyond these a price is a slip of the decimal point. Currency units. */
const perMinuteMax = 1_000n;
const onceMax = 1_000n;
const maximumChargeMax = 1_000_000n;
const daySeconds = 86_400;

const pricePattern = /^\d{1,10}(\.\d{1,12})?$/;

/** A price as people write it: a string, because a JSON number may lose digits on its way. */
function price(label: string) {
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

function atMost(label: string, maximum: bigint) {
  return price(label).refine(
    (text) => units(text) <= maximum * oneUnit,
    `The ${label} is more than ${maximum}: absurdly high. Check the decimal point.`,
  );
}

function seconds(label: string, minimum: number) {
  const message = `The ${label} is a whole number of seconds from ${minimum} to ${daySeconds}.`;
  return z.int(message).min(minimum, message).max(daySeconds, message);
}

const prefixSchema = z
  .string('Write the prefix in quotes, such as "4420".')
  .trim()
  .regex(/^(?!00[1-9])\d{0,15}$/, { error: (issue) => prefixProblem(String(issue.input)) })
  .meta({
    description: 'First digits of the numbers that the rate is for: E.164 without +. Empty = every number (default route).',
  });

function prefixProblem(text: string): string {
  if (/^(\+|00[1-9])/.test(text)) return 'Write the prefix without + or 00, beginning with the country code, such as 4420.';
  if (/^\d{16,}$/.test(text)) return 'A prefix may have at most 15 digits.';
  return 'A prefix is made of digits only, such as 4420.';
}

const fields = {
  prefix: prefixSchema,
  destination: line(120, 'The destination').default('').meta({ description: 'What people call the destination.' }),
  flagFall: atMost('flag fall', onceMax).default('0').meta({ description: 'Charged once as soon as anything is charged.' }),
  price: price('price').meta({ description: 'Currency units for each perSeconds; of an untimed rate: for the whole call.' }),
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
  graceSeconds: seconds('grace', 0)
    .default(0)
    .meta({ description: 'A call of at most so many seconds is free; a longer one is charged from its first second.' }),
  minimumSeconds: seconds('minimum time', 0).default(0).meta({ description: 'A charged call counts as at least so long.' }),
  minimumCharge: atMost('minimum charge', onceMax).default('0').meta({ description: 'A charged call costs at least this.' }),
  maximumCharge: atMost('maximum charge', maximumChargeMax)
    .optional()
    .meta({ description: 'The customer pays no more than this; the call goes on.' }),
  blocked: z.boolean('Write true or false.').default(false).meta({ description: 'No call may go to this prefix.' }),
};

/** A rate on the wire: prices are decimal strings of currency units, times are seconds. Unknown fields are refused. */
export const rateSchema = z.strictObject(fields, { error: strangerProblem }).superRefine((rate, context) => {
  const fault = (field: keyof typeof fields, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (isAbsurd(rate.price, rate)) fault('price', absurdProblem('price', rate.untimed));
  if (rate.initialPrice !== undefined) {
    if (isAbsurd(rate.initialPrice, rate)) fault('initialPrice', absurdProblem('price of the first block', rate.untimed));
    if (rate.untimed) fault('initialPrice', 'An untimed rate has one price. Leave out the price of the first block.');
  }
  if (rate.maximumCharge !== undefined && units(rate.maximumCharge) < units(rate.minimumCharge)) {
    fault('maximumCharge', 'The maximum charge is less than the minimum charge.');
  }
});

/** A rate as it is sent (defaults may be missing), and as it is after parsing. */
export type RateInput = z.input<typeof rateSchema>;
export type RateOnTheWire = z.output<typeof rateSchema>;

/** A list of rates, each prefix once. */
export const rateListSchema = z.array(rateSchema, 'Write a list of rates.').superRefine((rates, context) => {
  for (const [first, second] of repeatedPrefixes(rates)) {
    const message = `The prefix "${rates[second]?.prefix}" stands twice: in rate ${first + 1} and in rate ${second + 1} of the list.`;
    context.addIssue({ code: 'custom', path: [second, 'prefix'], message });
  }
});

/** Rates with the rounding of their billing package: the long form of the file that the `rate` command reads. */
export const rateFileSchema = z.strictObject(
  {
    decimals: z
      .int('The decimals are a whole number from 0 to 8.')
      .min(0, 'The decimals are a whole number from 0 to 8.')
      .max(8, 'The decimals are a whole number from 0 to 8.')
      .default(defaultRounding.decimals)
      .meta({ description: 'Digits after the point that the price of a call is rounded to, once, at the end.' }),
    roundingMode: z.enum(roundingModeList, 'Choose half_up, up, down or half_even.').default(defaultRounding.roundingMode),
    rates: rateListSchema,
  },
  { error: strangerProblem },
);

/** The rate that core works with. */
export function toRate(wire: RateOnTheWire): Rate {
  const { flagFall, price, initialPrice, minimumCharge, maximumCharge, ...plain } = wire;
  return {
    ...plain,
    initialIncrement: wire.initialIncrement ?? wire.increment,
    flagFall: unitPrice(flagFall),
    price: unitPrice(price),
    ...(initialPrice === undefined ? {} : { initialPrice: unitPrice(initialPrice) }),
    minimumCharge: unitPrice(minimumCharge),
    ...(maximumCharge === undefined ? {} : { maximumCharge: unitPrice(maximumCharge) }),
  };
}

/** A rate as the API answers it: every field that has a value is written out. */
export function fromRate(rate: Rate): RateOnTheWire {
  const { flagFall, price, initialPrice, minimumCharge, maximumCharge, ...plain } = rate;
  return {
    ...plain,
    flagFall: formatUnitPrice(flagFall),
    price: formatUnitPrice(price),
    ...(initialPrice === undefined ? {} : { initialPrice: formatUnitPrice(initialPrice) }),
    minimumCharge: formatUnitPrice(minimumCharge),
    ...(maximumCharge === undefined ? {} : { maximumCharge: formatUnitPrice(maximumCharge) }),
  };
}

const oneUnit = unitPrice('1');

/** The price in 10^-12 units; zero for text that another rule has refused already. */
function units(text: string): UnitPrice {
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

function strangerProblem(issue: { readonly code?: string; readonly keys?: readonly string[] }): string | undefined {
  if (issue.code !== 'unrecognized_keys') return 'Write an object with the fields of a rate.';
  return `There is no field ${(issue.keys ?? []).map((key) => `"${key}"`).join(' or ')}.`;
}

/** Pairs of positions that carry the same prefix: where it stood first, and where again. */
function repeatedPrefixes(rates: readonly { readonly prefix: string }[]): readonly (readonly [number, number])[] {
  const places = new Map<string, number>();
  return rates.flatMap(({ prefix }, index) => {
    const first = places.get(prefix);
    if (first !== undefined) return [[first, index] as const];
    places.set(prefix, index);
    return [];
  });
}
