import { addDays, addMonths } from '../base/calendar.ts';
import type { LocalDate } from '../base/time.ts';

/** How often an extra falls due, with the words that people read. */
export const chargePeriods = {
  once: 'Once',
  daily: 'Daily',
  weekly: 'Weekly',
  fortnightly: 'Fortnightly',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  half_yearly: 'Half-yearly',
  yearly: 'Yearly',
} as const;

export type ChargePeriod = keyof typeof chargePeriods;
export const chargePeriodList = Object.keys(chargePeriods) as readonly ChargePeriod[];

type Repeated = Exclude<ChargePeriod, 'once'>;
/** The start of the n-th period, counted from the first: 31 Jan, 28 Feb, 31 Mar. */
const starts: Readonly<Record<Repeated, (first: string, n: number) => LocalDate>> = {
  daily: addDays,
  weekly: (first, n) => addDays(first, 7 * n),
  fortnightly: (first, n) => addDays(first, 14 * n),
  monthly: addMonths,
  quarterly: (first, n) => addMonths(first, 3 * n),
  half_yearly: (first, n) => addMonths(first, 6 * n),
  yearly: (first, n) => addMonths(first, 12 * n),
};

/** When the n-th period begins (n from 0); undefined when there is none: `once` has a single one. */
export function periodStart(period: ChargePeriod, first: string, n: number): LocalDate | undefined {
  if (period === 'once') return n === 0 ? (first as LocalDate) : undefined;
  return starts[period](first, n);
}
