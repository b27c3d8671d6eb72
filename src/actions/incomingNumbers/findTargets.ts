import type { Id } from '../../core/base/id.ts';
import type { DialPlan } from '../../core/base/phone.ts';
import type { Targets } from '../../core/calls/destinationFaults.ts';
import type { Tx } from '../../db/sql.ts';
import { findAccountTargets } from '../../db/tables/accountTargets.ts';

/** What an account's incoming calls may be sent to. */
export async function findTargets(tx: Tx, accountId: Id, plan: DialPlan): Promise<Targets> {
  return { ...(await findAccountTargets(tx, accountId)), plan };
}
