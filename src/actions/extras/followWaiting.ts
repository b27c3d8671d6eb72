import type { Id } from '../../core/base/id.ts';
import { isSuspendedForExtra, saveSuspendedForExtra } from '../../db/tables/accountBilling.ts';
import { lockAccount, saveAccountActive } from '../../db/tables/accounts.ts';
import { insertAudit } from '../../db/tables/audit.ts';
import { hasExtraWaiting } from '../../db/tables/extras.ts';
import type { Work } from '../action.ts';
import type { Charged } from './chargeDueExtras.ts';

/**
 * Suspends Pre-Paid accounts of which an extra waits for money, if the settings say so, and restores those that were suspended for that
 * and have paid. Once each: whom staff activate again by hand stays active until everything was paid.
 */
export async function followWaiting(work: Work, charged: readonly Charged[], until: string, doesSuspend: boolean): Promise<void> {
  const accounts = new Map<Id, boolean>();
  for (const { extra, isWaiting } of charged)
    if (extra.paymentType === 'pre_paid') accounts.set(extra.accountId, (accounts.get(extra.accountId) ?? false) || isWaiting);
  for (const [accountId, isWaiting] of accounts) {
    const wasSuspended = await isSuspendedForExtra(work.tx, accountId);
    if (isWaiting && doesSuspend && !wasSuspended)
      await turn(work, accountId, false, 'An extra is due and the balance does not cover it.');
    if (!isWaiting && wasSuspended && !(await hasExtraWaiting(work.tx, accountId, until)))
      await turn(work, accountId, true, 'The extras that were due have been paid.');
  }
}

async function turn(work: Work, accountId: Id, isActive: boolean, reason: string): Promise<void> {
  const account = await lockAccount(work.tx, accountId);
  if (!account) return;
  await saveSuspendedForExtra(work.tx, accountId, !isActive);
  if (account.isActive === isActive) return;
  await saveAccountActive(work.tx, accountId, isActive);
  await insertAudit(work.tx, {
    at: work.now,
    doer: work.doer,
    action: 'account.set_active',
    accountId,
    detail: { isActive, reason },
  });
}
