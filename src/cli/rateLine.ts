import { type Instant, parseInstant } from '../core/base/time.ts';

/** What names a call in the operator's own records; given back as it came. */
export type CallId = string | number;

/** One call as the `rate` command reads it. `number` is E.164 without `+`. */
export type CallLine = {
  readonly id: CallId;
  readonly number: string;
  readonly answeredAt: Instant;
  readonly milliseconds: number;
};

export type ReadLine =
  | { readonly ok: true; readonly call: CallLine }
  /** `id` is null when the line is too broken to tell. */
  | { readonly ok: false; readonly id: CallId | null; readonly error: string };

type Read<T> = { readonly value: T } | { readonly problem: string };

/** Reads one line of calls.jsonl; says everything that is wrong with it. Fields beyond the four are left alone. */
export function readCallLine(line: string): ReadLine {
  const fields = parseObject(line);
  if ('problem' in fields) return { ok: false, id: null, error: fields.problem };
  const id = readId(fields.value.id);
  const number = readNumber(fields.value.number);
  const answeredAt = readInstant(fields.value.answeredAt);
  const seconds = readSeconds(fields.value.seconds);
  if ('value' in id && 'value' in number && 'value' in answeredAt && 'value' in seconds) {
    return { ok: true, call: { id: id.value, number: number.value, answeredAt: answeredAt.value, milliseconds: seconds.value } };
  }
  const error = [id, number, answeredAt, seconds].flatMap((one) => ('problem' in one ? [one.problem] : [])).join(' ');
  return { ok: false, id: 'value' in id ? id.value : null, error };
}

/** A length keeps the digits that it was written with: what a double makes of 60.00000000000000001 would hide a mistake. */
function asWritten(key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return key === 'seconds' && typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

function parseObject(line: string): Read<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(line, asWritten);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: { ...value } };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return { problem: 'The line is not JSON.' };
  }
  return { problem: 'The line is not a JSON object.' };
}

function readId(id: unknown): Read<CallId> {
  if (typeof id === 'string' && id !== '' && id.length <= 200) return { value: id };
  if (typeof id === 'number' && Number.isSafeInteger(id)) return { value: id };
  if (typeof id === 'number') return { problem: 'id: Write an id that is no whole number, or a very long one, in quotes.' };
  return { problem: 'id: Every call needs an id, a text of at most 200 characters or a whole number.' };
}

/** `+61 (2) 9999-8888` and `0061299998888` → `61299998888`. Leading `00` stands for `+`; a `0` alone stays, it may be a short code. */
function readNumber(number: unknown): Read<string> {
  if (typeof number !== 'string') return { problem: 'number: Write the number in quotes.' };
  if (/^\s*(\+|00).*\(0+\)/.test(number)) return { problem: 'number: Leave out the (0): after a country code nobody dials it.' };
  const bare = number.replace(/[\s\-()]/g, '').replace(/^(\+|00(?=[1-9]))/, '');
  if (/^\d{1,15}$/.test(bare)) return { value: bare };
  if (/^\d+$/.test(bare)) return { problem: 'number: A number has at most 15 digits.' };
  return { problem: 'number: A number is made of digits, with + or 00 before the country code.' };
}

function readInstant(answeredAt: unknown): Read<Instant> {
  const at = typeof answeredAt === 'string' ? parseInstant(answeredAt) : undefined;
  return at === undefined
    ? { problem: 'answeredAt: Write a date and time with its zone, such as 2026-11-23T09:30:00Z.' }
    : { value: at };
}

const yearSeconds = 366 * 86_400;

/** Digits, and at most three after the point; exact, then every begun second counts. */
/** The length in milliseconds: how they become seconds is for the package to say. */
function readSeconds(seconds: unknown): Read<number> {
  const match = typeof seconds === 'string' ? /^(-?)(\d+)(?:\.(\d+?)0*)?$/.exec(seconds) : null;
  if (match === null) return { problem: 'seconds: Write the length in seconds, such as 61 or 61.250.' };
  const [, sign, whole = '', fraction = ''] = match;
  if (sign === '-') return { problem: 'seconds: A length cannot be negative.' };
  if (fraction.length > 3)
    return { problem: 'seconds: A length is measured in milliseconds, at most three digits after the point.' };
  if (whole.length > 9 || Number(whole) > yearSeconds) return { problem: 'seconds: This is longer than a year.' };
  return { value: Number(whole) * 1000 + Number(fraction.padEnd(3, '0')) };
}
