import { type Instant, type LocalDate, localDate } from '../base/time.ts';

/** Which day and which hour of an account's spend caps an instant belongs to. */
export type SpendPeriod = {
  /** In the operator's zone. */
  readonly day: LocalDate;
  /** Whole hours since 1970-01-01T00:00Z: an hour by the clock, which begins at half past in zones of half an hour. */
  readonly hour: number;
};

export function spendPeriod(at: Instant, zone: string): SpendPeriod {
  return { day: localDate(at, zone), hour: Math.floor(at / 3_600_000) };
}
