import { may, type StaffLevel } from '../core/access/permission.ts';
import type { LiveCalls } from '../db/reads/listLiveCalls.ts';

type Told = Pick<LiveCalls, 'items' | 'rates'>;

/** What providers take is for those who may see providers. */
export const maySeeCosts = (level: StaffLevel): boolean => may(level, 'provider.read');

export const callsSeenBy = <List extends Told>(level: StaffLevel, list: List): List =>
  maySeeCosts(level) ? list : withoutCosts(list);

/** The same calls without what providers take, and without the rates that would tell it. */
export function withoutCosts<List extends Told>(list: List): List {
  const items = list.items.map((call) => ({ ...call, cost: null, costRateKey: null }));
  const keys = new Set(items.map(({ rateKey }) => rateKey));
  return { ...list, items, rates: Object.fromEntries(Object.entries(list.rates).filter(([key]) => keys.has(key))) };
}
