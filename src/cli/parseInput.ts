import type * as z from 'zod';
import { Refusal } from '../core/base/refusal.ts';

/** What the API's own schema makes of it, or a refusal with a sentence for each field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  throw new Refusal('invalid_input', { faults });
}
