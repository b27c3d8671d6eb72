import type { Id } from '../../core/base/id.ts';
import { findAccountNumbers } from '../../db/reads/callControl.ts';
import type { CallContext } from './callContext.ts';

/** An account's phones, and whether they may be used. */
export async function readAccountNumbers(context: CallContext, accountId: Id): ReturnType<typeof findAccountNumbers> {
  return findAccountNumbers(context.tx, accountId);
}
