import type * as z from 'zod';
import { type FieldFault, Refusal } from '../core/base/refusal.ts';

type Issue = z.core.$ZodIssue;

/** The parsed value, or a refusal with a sentence at every field that is wrong. */
export function validate<S extends z.ZodType>(schema: S, data: unknown): z.output<S> | Refusal {
  const unprintable = findNul(data, []);
  if (unprintable) return new Refusal('invalid_input', { faults: [unprintable] });
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  return new Refusal('invalid_input', { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, data)) });
}

function faultsOf(issue: Issue, data: unknown): readonly FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: pathText([...issue.path, key]), message: `There is no field '${key}'.` }));
  if (issue.code === 'invalid_union') return [{ field: pathText(issue.path), message: unionMessage(issue) }];
  const isMissing = issue.code === 'invalid_type' && valueAt(data, issue.path) === undefined;
  return [{ field: pathText(issue.path), message: isMissing ? 'This field is missing.' : issue.message }];
}

/** The last alternative is the one that people mean; the others are "empty" and the like. */
function unionMessage(issue: Issue & { readonly code: 'invalid_union' }): string {
  return issue.errors.at(-1)?.[0]?.message ?? issue.message;
}

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.');

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  );
}

/** PostgreSQL's text cannot hold U+0000, and nobody types it. */
function findNul(data: unknown, path: readonly string[]): FieldFault | undefined {
  if (typeof data === 'string')
    return data.includes('\0')
      ? { field: pathText(path), message: 'This text contains a character that cannot be stored.' }
      : undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  for (const [key, value] of Object.entries(data)) {
    const fault = findNul(value, [...path, key]);
    if (fault) return fault;
  }
  return undefined;
}
