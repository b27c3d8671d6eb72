import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { isPackage } from '../../db/tables/billingPackages.ts';
import { countAccounts, findAccountsByNumber, insertRun, type RerateScope } from '../../db/tables/rerates.ts';
import { action, done, nameOf } from '../action.ts';

/** Customers are named by account, by customer number, or both; neither means all of them. */
export type RerateWish = RerateScope & { readonly customerNumbers?: readonly string[] | undefined };

/** Asks the back office for a preview of calls priced again; answers the id of the run. Changes no money. */
export const startRerate = action<RerateWish, Id>('rerate.start', 'money.rerate', async (work, { customerNumbers, ...wish }) => {
  const { tx } = work;
  if (wish.from >= wish.to) throw fieldRefusal('invalid_input', 'to', 'The end is before the beginning.');
  if (wish.from >= work.now)
    throw fieldRefusal('invalid_input', 'from', 'This is in the future. Calls that ended are priced again.');
  if (!(await isPackage(tx, wish.billingPackageId))) throw fieldRefusal('invalid_input', 'billingPackageId', 'Choose a package.');
  if (!(await isPackage(tx, wish.withPackageId)))
    throw fieldRefusal('invalid_input', 'withPackageId', 'There is no such package.');
  if (wish.accountIds && (await countAccounts(tx, wish.accountIds)) !== new Set(wish.accountIds).size)
    throw fieldRefusal('invalid_input', 'accountIds', 'One of these accounts is not there.');
  const known = await findAccountsByNumber(tx, customerNumbers ?? []);
  const missing = customerNumbers?.filter((number) => !known.has(number)) ?? [];
  if (missing.length > 0)
    throw fieldRefusal('invalid_input', 'customerNumbers', `There is no customer ${missing.slice(0, 5).join(', ')}.`);
  const accountIds = [...(wish.accountIds ?? []), ...known.values()];
  const scope = { ...wish, accountIds: accountIds.length > 0 ? accountIds : undefined };
  const id = await insertRun(tx, scope, work.now, nameOf(work.doer));
  return done(id, {
    detail: { runId: String(id), from: formatInstant(scope.from), to: formatInstant(scope.to), reason: scope.reason },
  });
});
