import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { type PackageTerms, plainTerms } from '../core/rating/packageTerms.ts';
import { defaultRounding, type Rounding } from '../core/rating/rate.ts';
import { termsFaults } from '../core/rating/termsFaults.ts';
import { toTerms } from '../http/contract/packageTerms.ts';
import { type RateOnTheWire, rateFileSchema, rateListSchema, toRate } from '../http/contract/rates.ts';
import { buildRateTable, type RateTable } from '../memory/rateTable.ts';

/** Rates ready to price calls, with how their package rounds and reads them. */
export type LoadedRates = { readonly table: RateTable; readonly rounding: Rounding; readonly terms: PackageTerms };
export type ReadRates =
  | ({ readonly ok: true } & LoadedRates)
  /** Full sentences for people, the file's name in each. */
  | { readonly ok: false; readonly problems: readonly string[] };

const problemsShownMax = 20;

/** Reads a file of rates: a list as the API takes it, or `{decimals, roundingMode, terms, rates}`. Refuses the whole file for one fault. */
export async function readRates(path: string): Promise<ReadRates> {
  const content = await contentOf(path);
  if ('problem' in content) return { ok: false, problems: [content.problem] };
  if (Array.isArray(content.value)) {
    const list = rateListSchema.safeParse(content.value);
    return list.success
      ? loaded(list.data, defaultRounding, plainTerms('UTC'))
      : { ok: false, problems: problemsOf(path, list.error.issues, content.value) };
  }
  const file = rateFileSchema.safeParse(content.value);
  if (file.success) {
    const { rates, decimals, roundingMode, terms } = file.data;
    const read = { ...toTerms(terms), timeZone: terms.timeZone ?? 'UTC' };
    const faults = termsFaults(read).map(({ field, message }) => `${path}, terms, ${field}: ${message}`);
    return faults.length > 0 ? { ok: false, problems: faults } : loaded(rates, { decimals, roundingMode }, read);
  }
  return { ok: false, problems: problemsOf(path, file.error.issues, content.value) };
}

function loaded(rates: readonly RateOnTheWire[], rounding: Rounding, terms: PackageTerms): ReadRates {
  return { ok: true, table: buildRateTable(rates.map(toRate)), rounding, terms };
}

async function contentOf(path: string): Promise<{ readonly value: unknown } | { readonly problem: string }> {
  try {
    return { value: JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { problem: `${path} is not JSON: ${cause.message}.` };
    return { problem: `${path} cannot be read: ${messageOf(cause)}.` };
  }
}

/** What the operating system says about a file, without the path, which stands before it. */
export function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ('code' in cause && cause.code === 'ENOENT') return 'there is no such file';
  return cause.message.replace(/^[A-Z]+: /, '').replace(/, \w+( '.*')?$/, '');
}

function problemsOf(path: string, issues: readonly z.core.$ZodIssue[], content: unknown): readonly string[] {
  const shown = issues.slice(0, problemsShownMax).map((issue) => `${path}${placeOf(issue.path, content)}: ${issue.message}`);
  const hidden = issues.length - shown.length;
  return hidden > 0 ? [...shown, `${path}: ${hidden} more faults are not shown.`] : shown;
}

/** `, rate 3 (prefix 44), price` for people, who count from 1. */
function placeOf(path: readonly PropertyKey[], content: unknown): string {
  let inside = content;
  let place = '';
  for (const key of path) {
    inside = childOf(inside, key);
    if (key === 'rates' && place === '') continue;
    place += typeof key === 'number' ? `, rate ${key + 1}${prefixIn(inside)}` : `, ${String(key)}`;
  }
  return place;
}

function prefixIn(rate: unknown): string {
  const prefix = childOf(rate, 'prefix');
  return typeof prefix === 'string' && /^\d{1,15}$/.test(prefix) ? ` (prefix ${prefix})` : '';
}

function childOf(parent: unknown, key: PropertyKey): unknown {
  return typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined;
}
