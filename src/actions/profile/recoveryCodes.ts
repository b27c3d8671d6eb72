import { recoveryCodeCount, typableCode } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { hasRecoveryCodes, replaceRecoveryCodes } from '../../db/tables/secondFactors.ts';
import type { Work } from '../action.ts';

/** Ten new codes in place of all earlier ones; told once, kept as hashes. */
export async function newRecoveryCodes(work: Work, staffId: Id): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => typableCode(work.safe.randomBytes(16)));
  await replaceRecoveryCodes(work.tx, staffId, codes.map(work.safe.sha256));
  return codes;
}

/** Codes for who sets up the first second factor; empty for who has codes already. */
export async function firstRecoveryCodes(work: Work, staffId: Id): Promise<readonly string[]> {
  return (await hasRecoveryCodes(work.tx, staffId)) ? [] : newRecoveryCodes(work, staffId);
}
