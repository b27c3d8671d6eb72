import { passwordFault } from '../../core/access/password.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { findSignInRules } from '../../db/tables/staffSignIn.ts';
import type { Work } from '../action.ts';

/** The hash of a new password that the rules accept; refused at `field` otherwise. */
export async function newPasswordHash(work: Work, password: string, userName: string, field = 'password'): Promise<string> {
  const { companyName } = await findSignInRules(work.tx);
  const fault = passwordFault(password, { userName, companyName });
  if (fault !== undefined) throw fieldRefusal('invalid_input', field, fault);
  if (await work.safe.isKnownPassword(password))
    throw fieldRefusal('invalid_input', field, 'This password is on the lists that burglars try first. Take several words.');
  return work.safe.hashPassword(password);
}
