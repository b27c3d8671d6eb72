import { addDays, startOfDay } from '../../core/base/calendar.ts';
import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type DueCharge, dueCharges } from '../../core/extras/dueCharges.ts';
import { extraCharged } from '../../core/ledger/invoicePostings.ts';
import { type DueExtra, insertExtraCharge, lockFreeMoney, saveNextDue } from '../../db/tables/extras.ts';
import { post } from '../../db/tables/ledger.ts';
import { nameOf, type Work } from '../action.ts';

/** What charging extras needs to know of the settings. */
export type ChargingRules = {
  /** IANA name: days begin there. */
  readonly zone: string;
  readonly extrasMayOverdraw: boolean;
};

/** What became of one extra: how many charges were booked, and whether the next one waits for money. */
export type Charged = { readonly extra: DueExtra; readonly count: number; readonly isWaiting: boolean };

/**
 * Books what fell due of these extras before the day `until`, each period once: on the balance of a Pre-Paid account, else on what the
 * next invoice takes. The extras are locked, and come in the order of their accounts.
 */
export async function chargeDueExtras(
  work: Work,
  extras: readonly DueExtra[],
  until: string,
  rules: ChargingRules,
): Promise<readonly Charged[]> {
  const charged: Charged[] = [];
  for (const extra of extras) charged.push(await chargeOne(work, extra, until, rules));
  return charged;
}

async function chargeOne(work: Work, extra: DueExtra, until: string, rules: ChargingRules): Promise<Charged> {
  const due = dueCharges(extra, until, extra.currency);
  let count = 0;
  for (const charge of due.charges) {
    if (!(await mayCharge(work, extra, charge.amount, rules))) {
      await saveNextDue(work.tx, extra.id, charge.from);
      return { extra, count, isWaiting: true };
    }
    await book(work, extra, 'period', charge, rules.zone);
    count += 1;
  }
  await saveNextDue(work.tx, extra.id, due.nextDueOn);
  return { extra, count, isWaiting: false };
}

async function mayCharge(work: Work, extra: DueExtra, amount: Amount, rules: ChargingRules): Promise<boolean> {
  if (extra.paymentType === 'post_paid' || rules.extrasMayOverdraw || amount === 0n) return true;
  return (await lockFreeMoney(work.tx, extra.accountId)) >= amount;
}

/** Whose extra it is, and what it is called on statements. */
export type BookedExtra = Pick<DueExtra, 'id' | 'accountId' | 'paymentType' | 'description' | 'isTaxable'>;

/** Books one charge or credit, once for each extra, kind and first day. */
export async function book(
  work: Work,
  extra: BookedExtra,
  kind: 'period' | 'credit',
  charge: DueCharge,
  zone: string,
): Promise<void> {
  const dueAt = startOfDay(charge.from, zone);
  const transferId = charge.amount === 0n ? null : await postCharge(work, extra, kind, charge, formatInstant(dueAt));
  const { id: extraId, accountId, description, isTaxable } = extra;
  const row = { ...charge, accountId, extraId, kind, description, isTaxable, dueAt, transferId };
  await insertExtraCharge(work.tx, row, formatInstant(work.now));
}

async function postCharge(
  work: Work,
  extra: BookedExtra,
  kind: 'period' | 'credit',
  charge: DueCharge,
  occurredAt: string,
): Promise<Id> {
  const days = charge.from < charge.to ? ` ${charge.from} to ${addDays(charge.to, -1)}` : '';
  const head = {
    kind: 'extra' as const,
    key: `${kind}:${extra.id}:${charge.from}`,
    occurredAt,
    description: `${extra.description}${days}${kind === 'credit' ? ', given back' : ''}`,
    actorName: nameOf(work.doer),
  };
  const posted = await post(work.tx, head, extraCharged(extra, charge.amount));
  if (!posted.isNew) throw new Error(`extra ${extra.id} was charged ${formatAmount(charge.amount)} for ${charge.from} already`);
  return posted.transferId;
}
