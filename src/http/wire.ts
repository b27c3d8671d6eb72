import type { Id } from '../core/base/id.ts';
import { type Amount, parseAmount } from '../core/base/money.ts';
import { type Instant, parseInstant } from '../core/base/time.ts';

/** Between the wire (text) and core. The contract has checked the text; what it let through and core does not know is our mistake. */
export const toId = (text: string): Id => BigInt(text);

export function toAmount(text: string): Amount {
  const parsed = parseAmount(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}

export function toInstant(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new TypeError(`"${text}" is no instant`);
  return at;
}

/** Applies `convert` to what is there; null and undefined stay. */
export function given<Value, To>(
  value: Value,
  convert: (value: NonNullable<Value>) => To,
): To | Extract<Value, null | undefined> {
  return value === null || value === undefined
    ? (value as Extract<Value, null | undefined>)
    : convert(value as NonNullable<Value>);
}
