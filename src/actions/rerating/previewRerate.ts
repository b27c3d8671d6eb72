import type { Id } from '../../core/base/id.ts';
import { instant } from '../../core/base/time.ts';
import { priceOnly } from '../../core/rating/priceCall.ts';
import { wholeSeconds } from '../../core/rating/wholeSeconds.ts';
import * as rerates from '../../db/tables/rerates.ts';
import { action, done } from '../action.ts';
import { openRateBook, type RateBook } from './rateBook.ts';

export type PreviewInput = {
  readonly runId: Id;
  /** That of this run from the step before; saves reading it again. */
  readonly book?: RateBook | undefined;
  /** Calls of one transaction. */
  readonly limit: number;
};
export type Previewed = { readonly isMore: boolean; readonly book: RateBook | undefined };

/** CDRs that one step looks through at most, so that a narrow question does not search for ever in one statement. */
const window = 200_000n;

/** The next part of a preview: finds the price of so many calls again and keeps those that differ. Changes no money. */
export const previewRerate = action<PreviewInput, Previewed>('rerate.preview', 'money.rerate', async (work, input) => {
  const run = await rerates.lockRun(work.tx, input.runId);
  if (run?.state !== 'previewing' || run.withPackageId === null) return done({ isMore: false, book: undefined }, null);
  const { ratesAt } = run;
  const book =
    input.book ??
    (await openRateBook(work.tx, run.withPackageId, ratesAt ?? run.from ?? instant(0), ratesAt ?? run.to ?? instant(0)));
  const { calls, upto } = await rerates.listCdrs(work.tx, run, input.limit, window);
  const found = calls.map((call) => (call.isLeftOut ? undefined : book.find(call.number, ratesAt ?? call.answeredAt)));
  await book.load(work.tx, new Set(found.flatMap((one) => (one ? [one.id] : []))));
  const step = { upto, calls: calls.length, changed: 0, withoutRate: 0, leftOut: 0, oldTotal: 0n, newTotal: 0n };
  const items: rerates.RerateItem[] = [];
  const isOwnRounding = ratesAt === null && run.withPackageId === run.billingPackageId;
  calls.forEach((call, index) => {
    const span = found[index];
    const rate = span && book.rateOf(span.id, ratesAt ?? call.answeredAt);
    step.oldTotal += call.price;
    if (!span || !rate || rate.blocked) {
      step.newTotal += call.price;
      if (call.isLeftOut) step.leftOut += 1;
      else step.withoutRate += 1;
      return;
    }
    const seconds = wholeSeconds(Number(call.durationMs), rate.terms?.durationRounding);
    const newPrice = priceOnly(rate, isOwnRounding ? call : book.rounding, call.answeredAt, seconds);
    step.newTotal += newPrice;
    if (newPrice !== call.price)
      items.push({ cdrId: call.id, accountId: call.accountId, oldPrice: call.price, newPrice, rateId: span.id });
  });
  await rerates.insertItems(work.tx, run.id, items);
  await rerates.advancePreview(work.tx, run.id, { ...step, changed: items.length });
  return done({ isMore: upto < run.uptoCdr, book }, null);
});
