import * as z from 'zod';
import { parseAmount } from '../../core/base/money.ts';
import { isLocalDate, parseInstant } from '../../core/base/time.ts';

/** A row's identity as decimal digits; 18 of them always fit a bigint column. */
export const idSchema = z.string().regex(/^[1-9]\d{0,17}$/, 'This is not an id.');
export const idParams = z.strictObject({ id: idSchema });

/** Money as a decimal string. */
export const moneySchema = z.string().meta({ description: "Decimal string in the account's currency", example: '12.50' });

/** An amount that somebody typed: digits and one decimal point. */
export const amountInput = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const parsed = parseAmount(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
  });

/** An amount of zero or more, at most 1,000,000. */
export const positiveAmountInput = amountInput.superRefine((text, context) => {
  const parsed = parseAmount(text);
  if (parsed.ok && parsed.value < 0n) context.addIssue({ code: 'custom', message: 'An amount below zero makes no sense here.' });
  if (parsed.ok && parsed.value > 1_000_000n * 10n ** 8n)
    context.addIssue({ code: 'custom', message: 'This is more than 1,000,000. Check the decimal point.' });
});

/** Balances at which a customer is warned. */
export const lowBalanceInput = z.array(positiveAmountInput).max(5, 'At most five amounts.');

export const instantSchema = z.iso
  .datetime('This is not an instant, such as 2027-01-01T00:00:00Z.')
  .refine((text) => parseInstant(text) !== undefined, 'This is not an instant, such as 2027-01-01T00:00:00Z.')
  .meta({ description: 'UTC, ISO 8601' });
export const dateInput = z.string().refine(isLocalDate, 'Write the date as YYYY-MM-DD.');

/** Free text of one line: trimmed, without control characters. */
export function line(maximum: number, label: string) {
  return z
    .string()
    .trim()
    .max(maximum, `${label} may have at most ${maximum} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), `${label} contains a character that cannot be printed.`);
}

export const prefixInput = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/, 'A prefix has digits only, with the country code, such as 61.');
/** BCP 47, such as `en` or `en-AU`; empty = not said. */
export const languageInput = z
  .string()
  .trim()
  .regex(/^$|^[a-z]{2}(-[A-Z]{2})?$/, 'Choose a language.');

export const nothing = z.strictObject({});
/** Opaque cursor of the next page. */
export const cursorSchema = z.string().max(200);
export const pageQuery = { after: cursorSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** A page of a list; `next` is absent on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: cursorSchema.optional() });
}

/** Every answer that is not a success. */
export const problemSchema = z.object({
  code: z.string().meta({ description: 'A refusal code' }),
  message: z.string(),
  faults: z
    .array(
      z.object({
        field: z.string(),
        message: z.string(),
        suggestion: z.string().optional().meta({ description: 'A value that would be taken' }),
      }),
    )
    .default([]),
});
export type Problem = z.output<typeof problemSchema>;
