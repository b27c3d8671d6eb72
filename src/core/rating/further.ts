import type { UnitPrice } from '../base/money.ts';
import type { Rate } from './rate.ts';

/** What only some rates have. Stored as one JSON value beside the columns that every rate has, and nothing where there is none. */
export type Further = Pick<Rate, 'slots' | 'bands' | 'surcharges' | 'surchargeMillionths' | 'attemptFee'>;

const fields = [
  'slots',
  'bands',
  'surcharges',
  'surchargeMillionths',
  'attemptFee',
] as const satisfies readonly (keyof Further)[];
/** Of these fields JSON holds digits in quotes (10^-12 units), because its numbers end at 2^53. */
const prices: ReadonlySet<string> = new Set(['price', 'flagFall', 'initialPrice', 'fee', 'amount', 'attemptFee']);

/** The further parts of a rate alone; undefined when it has none, and then it is a plain rate. */
export function furtherOf(rate: Further): Further | undefined {
  const given = fields.filter((field) => rate[field] !== undefined && !(Array.isArray(rate[field]) && rate[field].length === 0));
  return given.length === 0 ? undefined : Object.fromEntries(given.map((field) => [field, rate[field]]));
}

/** As it is stored; null when the rate is plain. */
export function furtherJson(rate: Further): string | null {
  const further = furtherOf(rate);
  return further === undefined
    ? null
    : JSON.stringify(further, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

/** What was stored: the JSON value as the database driver reads it. */
export function parseFurther(stored: unknown): Further | undefined {
  return stored === null || stored === undefined ? undefined : (withPrices(stored) as Further);
}

function withPrices(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPrices);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, prices.has(key) ? (BigInt(String(one)) as UnitPrice) : withPrices(one)]),
  );
}
