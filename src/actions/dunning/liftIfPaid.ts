import { systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { lockAccount, saveAccountActive } from '../../db/tables/accounts.ts';
import { insertAudit } from '../../db/tables/audit.ts';
import { deleteHold, lockHold, owesForHold, saveRestriction } from '../../db/tables/dunning.ts';
import type { Work } from '../action.ts';

/** Gives a locked account back what dunning took from it, once nothing is open for which it did. */
export async function liftIfPaid(work: Work, accountId: Id): Promise<void> {
  const hold = await lockHold(work.tx, accountId);
  if (!hold || (await owesForHold(work.tx, accountId))) return;
  const account = await lockAccount(work.tx, accountId);
  await deleteHold(work.tx, accountId);
  if (hold.isRestricted) await saveRestriction(work.tx, accountId, 'none');
  if (hold.isSuspended && account && !account.isActive) await saveAccountActive(work.tx, accountId, true);
  const detail = { reason: 'What was overdue is paid.', ...hold };
  await insertAudit(work.tx, { at: work.now, doer: systemActor, action: 'dunning.restore', accountId, detail });
}
