import { may } from '../../core/access/permission.ts';
import { startOfDay } from '../../core/base/calendar.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type Instant, localDate } from '../../core/base/time.ts';
import { addFigures, type CallFigures, noCalls, shownFigures } from '../../core/reports/figures.ts';
import { accountTotal, callsByAccount } from '../../db/reads/accountReport.ts';
import type { Ask } from '../../db/reads/ask.ts';
import { type BooksFigures, booksBy, booksTotal, debtAges } from '../../db/reads/booksReport.ts';
import {
  callsByDate,
  callsByDestination,
  callsByHour,
  callsByProvider,
  callTotal,
  callTotalOfHours,
  type ReportFilter,
  type ReportRange,
} from '../../db/reads/callReport.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { providerCauses, providerTries } from '../../db/reads/providerReport.ts';
import { reportFilters } from '../../db/reads/reportFilters.ts';
import type { Tx } from '../../db/sql.ts';
import * as contract from '../contract/reports.ts';
import { type Handler, on, type Who } from '../door.ts';
import { type AskedReport, askedReport, keysOf, unitOf } from '../reportRange.ts';
import { given, toId } from '../wire.ts';

/** Lists are cut there; the total has all. */
const longestList = 500;

export const reportHandlers: readonly Handler[] = [
  on(contract.reportCalls, async ({ query, who }, door) => {
    const asked = await askedReport(query, door);
    const filter = filterOf(query, who);
    const by = unitOf(query.by, asked.range);
    const { range } = asked;
    const found = await door.ask((tx) => (by === 'hour' ? callsByHour(tx, filter, range) : callsByDate(tx, filter, range, by)));
    const known = new Map(found.map((one) => [one.key, one]));
    const show = shownTo(who);
    const items = keysOf(by, range).map((key) => ({ key, ...show(known.get(key) ?? noCalls) }));
    const filters = await door.ask((tx) => reportFilters(tx, filter));
    return { ...(await frame(door.ask, asked, filter, show)), by, items, isCut: false, filters };
  }),
  on(contract.reportDestinations, async ({ query, who }, door) => {
    const asked = await askedReport(query, door);
    const filter = filterOf(query, who);
    const top = { order: orderFor(query.order, who), limit: longestList + 1 };
    const found = await door.ask((tx) => callsByDestination(tx, filter, asked.range, top));
    const show = shownTo(who);
    const filters = await door.ask((tx) => reportFilters(tx, filter));
    const items = found.map(({ key, kind, label, ...sums }) => ({ key, kind, label, ...show(sums) }));
    return { ...(await frame(door.ask, asked, filter, show)), ...cut(items), filters };
  }),
  on(contract.reportAccounts, async ({ query, who }, door) => {
    const asked = await askedReport(query, door);
    const filter = filterOf(query, who);
    const top = { order: orderFor(query.order, who), limit: longestList + 1 };
    const found = await door.ask((tx) => callsByAccount(tx, filter, asked.range, top));
    const show = shownTo(who);
    const filters = await door.ask((tx) => reportFilters(tx, filter));
    const items = found.map(({ key, label, ...sums }) => ({ key, label, ...show(sums) }));
    const total = show(await door.ask((tx) => accountTotal(tx, filter, asked.range)));
    return { ...(await frame(door.ask, asked, filter, show)), total, ...cut(items), filters };
  }),
  on(contract.reportProviders, async ({ query, who }, door) => {
    const asked = await askedReport(query, door);
    const filter = filterOf(query, who);
    const found = await door.ask((tx) => callsByProvider(tx, filter, asked.range));
    const tries = await door.ask((tx) => providerTries(tx, asked.range));
    const causes = await door.ask((tx) => providerCauses(tx, asked.range));
    const show = shownTo(who);
    const filters = await door.ask((tx) => reportFilters(tx, filter));
    const items = found.map(({ key, label, ...sums }) => {
      const tried = tries.find((one) => String(one.providerId) === key);
      return {
        ...{ key, label, ...show(sums), tries: Number(tried?.tries ?? 0n), triesAnswered: Number(tried?.taken ?? 0n) },
        causes: causes.filter((one) => String(one.providerId) === key).map(({ cause, calls }) => ({ cause, calls })),
      };
    });
    return { ...(await frame(door.ask, asked, filter, show)), items, isCut: false, filters };
  }),
  on(contract.reportBooks, async ({ query }, door) => {
    const asked = await askedReport(query, door);
    const by = unitOf(query.by, asked.range);
    const found = await door.ask((tx) => booksBy(tx, asked.range, by));
    const known = new Map(found.map((one) => [one.key, one]));
    const until = asked.beforeUntil ?? asked.before.end;
    return {
      ...asked.about,
      by,
      items: keysOf(by, asked.range).map((key) => ({ key, ...shownBooks(known.get(key)) })),
      total: shownBooks(await door.ask((tx) => booksTotal(tx, asked.range))),
      before: {
        ...asked.aboutBefore,
        total: shownBooks(await door.ask((tx) => booksTotal(tx, { start: asked.before.start, end: until }))),
      },
    };
  }),
  on(contract.reportDebts, async (_, door) => {
    const { timeZone } = await door.ask(getSettings);
    const { customers, ...ages } = await door.ask((tx) => debtAges(tx, localDate(door.clock(), timeZone)));
    const { open, current, to30, to60, to90, older } = ages;
    return {
      ...{ customers, open: formatAmount(open), current: formatAmount(current), to30: formatAmount(to30) },
      ...{ to60: formatAmount(to60), to90: formatAmount(to90), older: formatAmount(older) },
    };
  }),
];

type Reader = Exclude<Who, { kind: 'visitor' }>;
type Shown = (sums: CallFigures) => ReturnType<typeof shownFigures>;
const mayCost = (who: Pick<Reader, never> & { readonly level?: 'administrator' | 'super_user' }): boolean =>
  who.level !== undefined && may(who.level, 'provider.read');
const shownTo =
  (who: Parameters<typeof mayCost>[0]): Shown =>
  (sums) =>
    shownFigures(sums, mayCost(who));

type FilterQuery = {
  readonly direction?: 'outgoing' | 'incoming' | undefined;
  readonly accountId?: string | undefined;
  readonly destinationId?: string | undefined;
  readonly providerId?: string | undefined;
};

/** Which calls; whoever may not see providers may not ask what goes there either. */
function filterOf(query: FilterQuery, who: Parameters<typeof mayCost>[0]): ReportFilter {
  if (query.providerId !== undefined && !mayCost(who)) throw new Refusal('not_permitted');
  return {
    direction: query.direction,
    accountId: given(query.accountId, toId),
    destinationId: given(query.destinationId, Number),
    providerId: given(query.providerId, toId),
  };
}

/** An order by margin would tell what the figures hide. */
function orderFor<Order extends string>(order: Order, who: Parameters<typeof mayCost>[0]): Order {
  if ((order === 'margin' || order === 'loss_first') && !mayCost(who)) throw new Refusal('not_permitted');
  return order;
}

/** The sums of the whole period, and of as much of the one before. */
async function frame(
  ask: Ask,
  { range, before, beforeUntil, about, aboutBefore }: AskedReport,
  filter: ReportFilter,
  show: Shown,
) {
  const earlier = await ask((tx) =>
    beforeUntil === undefined ? callTotal(tx, filter, before) : totalUntil(tx, filter, before, beforeUntil),
  );
  return {
    ...about,
    total: show(await ask((tx) => callTotal(tx, filter, range))),
    before: { ...aboutBefore, total: show(earlier) },
  };
}

/** Whole days from the sums of days, the rest from those of hours. */
async function totalUntil(tx: Tx, filter: ReportFilter, before: ReportRange, until: Instant): Promise<CallFigures> {
  const to = localDate(until, before.timeZone);
  const dayBegins = startOfDay(to, before.timeZone);
  const days = await callTotal(tx, filter, { ...before, days: { ...before.days, to }, end: dayBegins });
  return addFigures(days, await callTotalOfHours(tx, filter, dayBegins, until));
}

const cut = <Item>(items: readonly Item[]) => ({ items: items.slice(0, longestList), isCut: items.length > longestList });

const nothingBooked = { calls: 0n, extras: 0n, takenBack: 0n, loss: 0n, cost: 0n, adjustments: 0n, writtenOff: 0n };

function shownBooks(books: BooksFigures | undefined) {
  const { calls, extras, takenBack, loss, cost, adjustments, writtenOff } = books ?? (nothingBooked as BooksFigures);
  const revenue = calls + extras - takenBack;
  const margin = revenue - loss - cost;
  const text = (value: bigint) => formatAmount(value as BooksFigures['calls']);
  return {
    ...{ calls: text(calls), extras: text(extras), takenBack: text(takenBack), revenue: text(revenue) },
    ...{ loss: text(loss), cost: text(cost), margin: text(margin) },
    ...{ adjustments: text(adjustments), writtenOff: text(writtenOff), result: text(margin - adjustments - writtenOff) },
  };
}
