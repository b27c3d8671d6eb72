import { startOfDay } from '../../core/base/calendar.ts';
import type { Id } from '../../core/base/id.ts';
import { type Instant, localDate } from '../../core/base/time.ts';
import type { DuePeriod } from '../../core/invoicing/billingPeriod.ts';
import { billingProblem } from '../../core/invoicing/billingSettings.ts';
import { type Drawn, drawUp, dueOn } from '../../core/invoicing/drawUp.ts';
import type { BillingRow } from '../../db/tables/accountBilling.ts';
import { lockDueExtrasOf } from '../../db/tables/extras.ts';
import {
  findWatermarks,
  gatherUnbilled,
  listMovements,
  type StatedMovement,
  sumNotYetDue,
  type Unbilled,
} from '../../db/tables/unbilled.ts';
import type { Work } from '../action.ts';
import { chargeDueExtras } from '../extras/chargeDueExtras.ts';
import { type BillingDesk, periodsOf } from './billingDesk.ts';

/** One account of a batch: its locked row and the periods that are due. */
export type Candidate = { readonly row: BillingRow; readonly periods: readonly DuePeriod[] };

/** An invoice that was drawn up, with what it takes. */
export type DrawnInvoice = Drawn & {
  readonly accountId: Id;
  readonly period: DuePeriod;
  readonly until: Instant;
  readonly afterTransfer: bigint;
  readonly afterAt: Instant | null;
  readonly uptoTransfer: bigint;
};

/** What came out for one account: its invoices, oldest first, and where it stands after them. */
export type Drawing = {
  readonly row: BillingRow;
  readonly invoices: readonly DrawnInvoice[];
  readonly problem: string | undefined;
};

type Sheet = {
  /** Moves on from period to period. */
  row: BillingRow;
  periods: readonly DuePeriod[];
  readonly watermark: bigint;
  readonly movements: readonly StatedMovement[];
  notYetDue: bigint;
  readonly invoices: DrawnInvoice[];
  problem: string | undefined;
};

/**
 * Draws up every invoice that is due of these accounts, whose billing rows are locked. Extras that fell due in those periods are charged
 * first. What is settled meanwhile has a later transfer than the watermark, and goes on the next invoice.
 */
export async function drawUpBatch(work: Work, desk: BillingDesk, candidates: readonly Candidate[]): Promise<readonly Drawing[]> {
  const due = candidates.filter((one) => one.periods.length > 0);
  await chargeExtrasOf(work, desk, due);
  const sheets = await openSheets(work, desk, due);
  for (let open = [...sheets.values()]; open.length > 0; open = open.filter((sheet) => sheet.periods.length > 0)) {
    const found = await gatherUnbilled(
      work.tx,
      open.map((sheet) => rangeOf(desk, sheet)),
    );
    for (const sheet of open) takePeriod(desk, sheet, found.get(sheet.row.accountId));
  }
  return candidates.map(({ row }) => {
    const sheet = sheets.get(row.accountId);
    return sheet
      ? { row: sheet.row, invoices: sheet.invoices, problem: sheet.problem }
      : { row, invoices: [], problem: undefined };
  });
}

/** Those that fell due before the end of the last period of their account. */
async function chargeExtrasOf(work: Work, desk: BillingDesk, due: readonly Candidate[]): Promise<void> {
  const until = new Map(due.map(({ row, periods }) => [row.accountId, periods.at(-1)?.to ?? '']));
  const latest = [...until.values()].sort().at(-1);
  if (latest === undefined) return;
  const extras = await lockDueExtrasOf(work.tx, [...until.keys()], latest);
  const rules = { zone: desk.zone, extrasMayOverdraw: desk.settings.extrasMayOverdraw };
  for (const extra of extras) await chargeDueExtras(work, [extra], until.get(extra.accountId) ?? '', rules);
}

async function openSheets(work: Work, desk: BillingDesk, due: readonly Candidate[]): Promise<ReadonlyMap<Id, Sheet>> {
  const ids = due.map(({ row }) => row.accountId);
  if (ids.length === 0) return new Map();
  const watermarks = await findWatermarks(work.tx, ids);
  const upto = (id: Id) => watermarks.get(id) ?? 0n;
  const movements = Map.groupBy(
    await listMovements(
      work.tx,
      due.map(({ row }) => ({ accountId: row.accountId, after: row.statedUptoTransfer, upto: upto(row.accountId) })),
    ),
    (one) => one.accountId,
  );
  const notYetDue = await sumNotYetDue(work.tx, ids, desk.today);
  return new Map(
    due.map(({ row, periods }) => [
      row.accountId,
      {
        ...{ row, periods, watermark: upto(row.accountId), movements: movements.get(row.accountId) ?? [] },
        ...{ notYetDue: notYetDue.get(row.accountId) ?? 0n, invoices: [], problem: undefined },
      },
    ]),
  );
}

function rangeOf(desk: BillingDesk, { row, periods, watermark }: Sheet) {
  const { accountId, openFromTransfer: openFrom, uptoTransfer: afterTransfer, billedUntilAt: afterAt } = row;
  return { accountId, openFrom, upto: watermark, afterTransfer, afterAt, until: endOf(desk, row, periods[0]) };
}

/** The instant at which a period ends; never before the last one did, also when the operator's zone was changed since. */
function endOf(desk: BillingDesk, row: BillingRow, period: DuePeriod | undefined): Instant {
  const end = startOfDay(period?.to ?? desk.today, desk.zone);
  return row.billedUntilAt !== null && row.billedUntilAt > end ? row.billedUntilAt : end;
}

/** Draws up the first period of this account, or passes over those that have nothing. */
function takePeriod(desk: BillingDesk, sheet: Sheet, found: Unbilled | undefined): void {
  const [period, ...later] = sheet.periods;
  if (!period) return;
  if (!found || found.charges.length === 0) {
    passOver(desk, sheet, found?.left ?? null);
    return;
  }
  sheet.problem = billingProblem(sheet.row.customer, desk.settings);
  if (sheet.problem !== undefined) {
    sheet.periods = [];
    return;
  }
  const drawn = draw(desk, sheet, period, found);
  sheet.invoices.push(drawn);
  if (drawn.unnumbered.dueOn >= desk.today) sheet.notYetDue += drawn.sums.total;
  sheet.row = {
    ...sheet.row,
    ...{ billedUntil: period.to, billedUntilAt: drawn.until, uptoTransfer: sheet.watermark },
    openFromTransfer: found.left?.transferId ?? sheet.watermark + 1n,
    ...{ statedUptoTransfer: sheet.watermark, statedBalance: drawn.totalDue as BillingRow['statedBalance'] },
  };
  sheet.periods = later;
}

/** On to the period in which the next thing occurred; the last period when there is none. */
function passOver(desk: BillingDesk, sheet: Sheet, left: Unbilled['left']): void {
  const next = left ? sheet.periods.findIndex((period) => endOf(desk, sheet.row, period) > left.occurredAt) : -1;
  const passed = next < 0 ? sheet.periods : sheet.periods.slice(0, Math.max(next, 1));
  const last = passed.at(-1);
  if (last) sheet.row = { ...sheet.row, billedUntil: last.to, billedUntilAt: endOf(desk, sheet.row, last) };
  sheet.periods = sheet.periods.slice(passed.length);
}

function draw(desk: BillingDesk, sheet: Sheet, period: DuePeriod, found: Unbilled): DrawnInvoice {
  const { row, watermark } = sheet;
  const isFirst = sheet.invoices.length === 0;
  const drawn = drawUp(desk.issuer, {
    ...{ accountId: row.accountId, customer: row.customer, currency: row.currency, language: row.language },
    ...{ taxExemption: row.taxExemption, period, issuedOn: desk.today },
    dueOn: dueOn(desk.today, row.termsDays ?? desk.settings.termsDays),
    charges: found.charges,
    previousBalance: row.statedBalance,
    movements: isFirst ? sheet.movements.map((one) => movementOf(desk, one)) : [],
    notYetDue: sheet.notYetDue,
  });
  const { accountId, uptoTransfer: afterTransfer, billedUntilAt: afterAt } = row;
  return { ...drawn, accountId, period, until: endOf(desk, row, period), afterTransfer, afterAt, uptoTransfer: watermark };
}

function movementOf(desk: BillingDesk, { occurredAt, kind, description, amount }: StatedMovement) {
  return { on: localDate(occurredAt, desk.zone), kind, description, amount };
}

/** The candidates of a run among these locked accounts. */
export function candidatesOf(
  desk: BillingDesk,
  found: readonly BillingRow[],
  run: Parameters<typeof periodsOf>[2],
): readonly Candidate[] {
  return found.map((row) => ({ row, periods: periodsOf(desk, row, run) }));
}
