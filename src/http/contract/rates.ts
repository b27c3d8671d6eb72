import * as z from 'zod';
import { roundingModeList } from '../../core/base/divide.ts';
import { formatUnitPrice, unitPrice } from '../../core/base/money.ts';
import { percentText } from '../../core/rating/priceSteps.ts';
import { defaultRounding, type Rate } from '../../core/rating/rate.ts';
import { line } from './common.ts';
import { termsFields } from './packageTerms.ts';
import {
  atMost,
  bandPricesSchema,
  checkPrices,
  fromPrices,
  onceMax,
  priceFields,
  seconds,
  strangerProblem,
  toPrices,
  units,
} from './ratePrices.ts';

const maximumChargeMax = 1_000_000n;

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
  ...priceFields,
  graceSeconds: seconds('grace', 0)
    .default(0)
    .meta({ description: 'A call of at most so many seconds is free; a longer one is charged from its first second.' }),
  minimumSeconds: seconds('minimum time', 0).default(0).meta({ description: 'A charged call counts as at least so long.' }),
  minimumCharge: atMost('minimum charge', onceMax).default('0').meta({ description: 'A charged call costs at least this.' }),
  maximumCharge: atMost('maximum charge', maximumChargeMax)
    .optional()
    .meta({ description: 'The customer pays no more than this; the call goes on.' }),
  blocked: z.boolean('Write true or false.').default(false).meta({ description: 'No call may go to this prefix.' }),
  bands: z
    .array(bandPricesSchema, 'Write a list of time bands with their prices.')
    .max(20, 'At most 20 time bands.')
    .optional()
    .meta({ description: 'Other prices while a time band of the package is in force.' }),
  surcharges: z
    .array(
      z.strictObject({ afterSeconds: seconds('length of a surcharge', 0), amount: atMost('surcharge', onceMax) }),
      'Write a list of surcharges.',
    )
    .max(20, 'At most 20 surcharges.')
    .optional()
    .meta({ description: 'Charged once when a call lasts longer than afterSeconds.' }),
  surchargePercent: z
    .string('Write the surcharge in quotes, such as "12.5".')
    .trim()
    .regex(/^\d{1,4}(\.\d{1,4})?$/, 'Write the surcharge as per cent with at most 4 decimals, such as 12.5.')
    .optional()
    .meta({ description: 'Per cent added to all charges, before minimum and maximum.' }),
  attemptFee: atMost('fee per attempt', onceMax)
    .optional()
    .meta({ description: 'Charged once for a call that was let through and not answered. When absent: nothing.' }),
};

/** A rate on the wire: prices are decimal strings of currency units, times are seconds. Unknown fields are refused. */
export const rateSchema = z.strictObject(fields, { error: strangerProblem }).superRefine((rate, context) => {
  const fault = (field: keyof typeof fields, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  checkPrices(rate, context);
  for (const [first, second] of repeated((rate.bands ?? []).map(({ band }) => band))) {
    const message = `The time band "${rate.bands?.[second]?.band}" stands twice: as number ${first + 1} and ${second + 1}.`;
    context.addIssue({ code: 'custom', path: ['bands', second, 'band'], message });
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
  for (const [first, second] of repeated(rates.map(({ prefix }) => prefix))) {
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
    terms: z
      .strictObject(termsFields)
      .prefault({})
      .meta({ description: 'Time bands, holidays and customs of the package; a zone that is left out is UTC.' }),
    rates: rateListSchema,
  },
  { error: strangerProblem },
);

/** The rate that core works with. */
export function toRate(wire: RateOnTheWire): Rate {
  const { prefix, destination, graceSeconds, minimumSeconds, blocked, bands, surcharges } = wire;
  return {
    ...{ prefix, destination, graceSeconds, minimumSeconds, blocked },
    ...toPrices(wire),
    minimumCharge: unitPrice(wire.minimumCharge),
    ...(wire.maximumCharge !== undefined && { maximumCharge: unitPrice(wire.maximumCharge) }),
    ...(bands !== undefined && bands.length > 0 && { bands: bands.map((one) => ({ band: one.band, ...toPrices(one) })) }),
    ...(surcharges !== undefined &&
      surcharges.length > 0 && {
        surcharges: surcharges.map(({ afterSeconds, amount }) => ({ afterSeconds, amount: unitPrice(amount) })),
      }),
    ...(millionths(wire.surchargePercent) > 0 && { surchargeMillionths: millionths(wire.surchargePercent) }),
    ...(wire.attemptFee !== undefined && units(wire.attemptFee) > 0n && { attemptFee: unitPrice(wire.attemptFee) }),
  };
}

/** A rate as the API answers it: every field that has a value is written out. */
export function fromRate(rate: Rate): RateOnTheWire {
  const { prefix, destination, graceSeconds, minimumSeconds, blocked, bands, surcharges } = rate;
  return {
    ...{ prefix, destination, graceSeconds, minimumSeconds, blocked },
    ...fromPrices(rate),
    minimumCharge: formatUnitPrice(rate.minimumCharge),
    ...(rate.maximumCharge !== undefined && { maximumCharge: formatUnitPrice(rate.maximumCharge) }),
    ...(bands !== undefined && { bands: bands.map((one) => ({ band: one.band, ...fromPrices(one) })) }),
    ...(surcharges !== undefined && {
      surcharges: surcharges.map(({ afterSeconds, amount }) => ({ afterSeconds, amount: formatUnitPrice(amount) })),
    }),
    ...(rate.surchargeMillionths !== undefined && { surchargePercent: percentText(rate.surchargeMillionths) }),
    ...(rate.attemptFee !== undefined && { attemptFee: formatUnitPrice(rate.attemptFee) }),
  };
}

/** Millionths of a whole for per cent with at most four decimals; 0 for none. */
function millionths(percent: string | undefined): number {
  const [whole = '0', decimals = ''] = (percent ?? '0').split('.');
  return Number(whole) * 10_000 + Number(decimals.padEnd(4, '0'));
}

/** Pairs of positions that carry the same text: where it stood first, and where again. */
function repeated(texts: readonly string[]): readonly (readonly [number, number])[] {
  const places = new Map<string, number>();
  return texts.flatMap((text, index) => {
    const first = places.get(text);
    if (first !== undefined) return [[first, index] as const];
    places.set(text, index);
    return [];
  });
}
