import { type CellReading, faulty, said } from './cell.ts';

type Check = (value: unknown) => boolean;

const digits: Check = (value) => typeof value === 'string' && /^\d{1,18}$/.test(value);
const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const seconds = whole(1, 86_400);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= 50 && value.every(check);
const shapeOf =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, check]) => check((value as Record<string, unknown>)[key]));

const block = {
  ...{ price: digits, perSeconds: seconds, initialIncrement: seconds, initialPrice: optional(digits), increment: seconds },
  untimed: (value: unknown) => typeof value === 'boolean',
};
const slots = optional(listOf(shapeOf({ ...block, fromSecond: whole(1, 2_592_000), fee: optional(digits) })));
const band: Check = (value) => typeof value === 'string' && value !== '' && value.length <= 60 && !/\p{Cc}/u.test(value);
const further = shapeOf({
  slots,
  bands: optional(listOf(shapeOf({ ...block, flagFall: digits, slots, band }))),
  surcharges: optional(listOf(shapeOf({ afterSeconds: whole(0, 2_592_000), amount: digits }))),
  surchargeMillionths: optional(whole(1, 100_000_000)),
  attemptFee: optional(digits),
});

/**
 * The further prices of a rate (slots, time bands, surcharges) as our own exports write them: the JSON of
 * `core/rating/further.ts`, prices in 10^-12. Checked whole, because nobody else's file has this column. Empty = none.
 */
export function readFurther(text: string): CellReading<string | null> {
  if (text === '') return said(null);
  const value = parse(text);
  if (value === undefined || !further(value) || !areRising(value))
    return faulty('This is not what an export wrote as further prices. Leave the cell as it was exported, or empty.');
  return said(JSON.stringify(value));
}

/** Slots begin one after the other (R4). */
function areRising(value: unknown): boolean {
  const { slots: own = [], bands = [] } = value as Starts & { readonly bands?: readonly Starts[] };
  return [own, ...bands.map((one) => one.slots ?? [])].every((list) =>
    list.every(({ fromSecond }, index) => index === 0 || fromSecond > (list[index - 1]?.fromSecond ?? 0)),
  );
}

type Starts = { readonly slots?: readonly { readonly fromSecond: number }[] };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
