import { needsSecondFactor } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteRecoveryCodes, findFactors } from '../../db/tables/secondFactors.ts';
import { findStaffById } from '../../db/tables/staff.ts';
import { findSignInRules } from '../../db/tables/staffSignIn.ts';
import type { Work } from '../action.ts';

/** After a second factor went: refused where one is required and none is left; without any, recovery codes go too. */
export async function afterRemoval(work: Work, staffId: Id): Promise<void> {
  const { hasTotp, passkeys } = await findFactors(work.tx, staffId);
  if (hasTotp || passkeys > 0) return;
  const [staff, { rule }] = [await findStaffById(work.tx, staffId), await findSignInRules(work.tx)];
  if (staff && needsSecondFactor(staff.level, rule))
    throw new Refusal('in_use', { message: 'Two-step sign-in is required here. Set up another way before you remove this one.' });
  await deleteRecoveryCodes(work.tx, staffId);
}
