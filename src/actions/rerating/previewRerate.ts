import type { Id } from '../../core/base/id.ts';
import { instant } from '../../core/base/time.ts';
import { priceOnly } from '../../core/rating/priceCall.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import * as rerates from '../../db/tables/rerates.ts';
import { action, done } from '../action.ts';
import { openRateBook, type RateBook } from './rateBook.ts';
import type { ReadCalls } from './readCalls.ts';

export type PreviewInput = {
  readonly runId: Id;
  readonly read: ReadCalls;
  /** That of this run from the step before; saves reading it again. */
  readonly book: RateBook | undefined;
};

/** The next part of a preview: finds the price of calls again and keeps those that differ. Changes no money; null = nothing to go on with. */
export const previewRerate = action<PreviewInput, RateBook | null>(
  'rerate.preview',
  'money.rerate',
  async (work, { runId, read, ...input }) => {
    const run = await rerates.lockRun(work.tx, runId);
    if (run?.state !== 'previewing' || run.billingPackageId === null || run.withPackageId === null || run.afterCdr !== read.after)
      return done(null, null);
    const [from, to] = [run.ratesAt ?? run.from ?? instant(0), run.ratesAt ?? run.to ?? instant(0)];
    const book = input.book ?? (await openRateBook(work.tx, run.billingPackageId, run.withPackageId, from, to));
    await book.learn(work.tx, new Set(read.calls.map((call) => call.rateId)));
    const calls = read.calls.filter((call) => book.isPriced(call.rateId));
    const found = calls.map((call) => (call.isLeftOut ? undefined : book.find(call.number, run.ratesAt ?? call.answeredAt)));
    await book.load(work.tx, new Set(found.flatMap((one) => (one ? [one.id] : []))));
    const { items, ...figures } = priceAgain(run, book, calls, found);
    await rerates.insertItems(work.tx, run.id, items);
    await rerates.advancePreview(work.tx, run.id, { upto: read.upto, calls: calls.length, changed: items.length, ...figures });
    return done(book, null);
  },
);

function priceAgain(
  run: rerates.RerateRun,
  book: RateBook,
  calls: readonly rerates.PricedCdr[],
  found: readonly ReturnType<RateBook['find']>[],
) {
  // The rounding of the day stands on the CDR; another package, or another day, has its own.
  const isOwnRounding = run.ratesAt === null && run.withPackageId === run.billingPackageId;
  const items: rerates.RerateItem[] = [];
  const figures = { withoutRate: 0, leftOut: 0, oldTotal: 0n, newTotal: 0n };
  calls.forEach((call, index) => {
    const span = found[index];
    const rate = span && book.rateOf(span.id, run.ratesAt ?? call.answeredAt);
    const isPriced = rate !== undefined && !rate.blocked;
    const price = isPriced
      ? priceOnly(
          rate,
          isOwnRounding ? call : book.rounding,
          call.answeredAt,
          wholeSeconds(Number(call.durationMs), rate.terms?.durationRounding),
        )
      : call.price;
    figures.oldTotal += call.price;
    figures.newTotal += price;
    if (call.isLeftOut) figures.leftOut += 1;
    else if (!isPriced) figures.withoutRate += 1;
    if (span && price !== call.price)
      items.push({ cdrId: call.id, accountId: call.accountId, oldPrice: call.price, newPrice: price, rateId: span.id });
  });
  return { items, ...figures };
}
