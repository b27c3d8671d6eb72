import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { isPackage } from '../../db/tables/billingPackages.ts';
import { countAccounts, insertRun, type RerateScope } from '../../db/tables/rerates.ts';
import { action, done, nameOf } from '../action.ts';

/** Asks the back office for a preview of calls priced again; answers the id of the run. Changes no money. */
export const startRerate = action<RerateScope, Id>('rerate.start', 'money.rerate', async (work, scope) => {
  const { tx } = work;
  if (scope.from >= scope.to) throw fieldRefusal('invalid_input', 'to', 'The end is before the beginning.');
  if (scope.from >= work.now)
    throw fieldRefusal('invalid_input', 'from', 'This is in the future. Calls that ended are priced again.');
  if (!(await isPackage(tx, scope.billingPackageId)))
    throw fieldRefusal('invalid_input', 'billingPackageId', 'There is no such package.');
  if (!(await isPackage(tx, scope.withPackageId)))
    throw fieldRefusal('invalid_input', 'withPackageId', 'There is no such package.');
  if (scope.accountIds && (await countAccounts(tx, scope.accountIds)) !== new Set(scope.accountIds).size)
    throw fieldRefusal('invalid_input', 'accountIds', 'One of these accounts is not there.');
  const id = await insertRun(tx, scope, work.now, nameOf(work.doer));
  return done(id, {
    detail: { runId: String(id), from: formatInstant(scope.from), to: formatInstant(scope.to), reason: scope.reason },
  });
});
