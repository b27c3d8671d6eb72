import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { formatInstant, type LocalDate, localDate } from '../../core/base/time.ts';
import { daysAfter } from '../../core/payments/days.ts';
import { type DunningStep, dueStep } from '../../core/payments/dunning.ts';
import { lockAccount, saveAccountActive } from '../../db/tables/accounts.ts';
import { insertAudit } from '../../db/tables/audit.ts';
import {
  findOverdue,
  insertTaken,
  lockOverdue,
  type OverdueInvoice,
  saveHold,
  saveRestriction,
} from '../../db/tables/dunning.ts';
import { listDunningSteps } from '../../db/tables/paymentSettings.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';
import { queueSecretLetter } from '../mail/queueSecretLetter.ts';
import { bookFee } from './bookFee.ts';
import { writeReminder } from './writeReminder.ts';

export type TakeDunningSteps = { readonly after: Id; readonly limit: number; readonly publicUrl: string };

/**
 * Takes the steps of the ladder that are due today, for the overdue invoices after `after`; answers how far it has come, undefined =
 * to the end. Each step is taken once for an invoice, whatever dies in between.
 */
export const takeDunningSteps = action<TakeDunningSteps, Id | undefined>(
  'dunning.take',
  'payment.record',
  async (work, input) => {
    const steps = await listDunningSteps(work.tx);
    const first = steps.find((one) => one.isOn);
    if (!first) return done(undefined, null);
    const today = localDate(work.now, await findTimeZone(work.tx));
    const found = await findOverdue(work.tx, daysAfter(today, -first.daysAfterDue), input.after, input.limit);
    for (const invoice of found) {
      const step = dueStep(steps, invoice.dueOn, invoice.taken, today);
      if (step) await take(work, invoice, step, today, input.publicUrl);
    }
    return done(found.length === input.limit ? found.at(-1)?.invoiceId : undefined, null);
  },
);

async function take(work: Work, invoice: OverdueInvoice, step: DunningStep, today: LocalDate, publicUrl: string): Promise<void> {
  const { accountId, invoiceId } = invoice;
  const account = await lockAccount(work.tx, accountId);
  // Paid between the look and the lock.
  const still = account && (await lockOverdue(work.tx, invoiceId));
  if (!account || !still) return;
  const { position, kind, daysAfterDue, fee } = step;
  const takenAt = formatInstant(work.now);
  const isFirst = invoice.taken.length === 0;
  const letter = await writeReminder(work, { ...invoice, open: still.open }, { ...step, isFirst }, publicUrl);
  const taken = { invoiceId, accountId, position, kind, daysAfterDue, takenOn: today, takenAt, fee };
  if (!(await insertTaken(work.tx, { ...taken, isTold: letter !== undefined }))) return;
  if (letter) await queueSecretLetter(work, letter);
  if (fee !== null) await bookFee(work, { accountId, invoiceId, number: invoice.number, position, fee, today });
  if (kind === 'restrict') {
    await saveHold(work.tx, accountId, kind, takenAt);
    await saveRestriction(work.tx, accountId, 'incoming_only');
  }
  // Whom staff suspended stays theirs to activate.
  if (kind === 'suspend' && account.isActive) {
    await saveHold(work.tx, accountId, kind, takenAt);
    await saveAccountActive(work.tx, accountId, false);
  }
  const detail = { invoice: invoice.number, open: formatAmount(still.open), daysAfterDue, isTold: letter !== undefined };
  await insertAudit(work.tx, { at: work.now, doer: work.doer, action: `dunning.${kind}`, accountId, detail });
}
