import type { Id } from '../../core/base/id.ts';
import { listBrowserPhoneNames, listRegisteredBrowsers, type RegisteredBrowser } from '../../db/tables/browserPhones.ts';
import type { CallContext } from './callContext.ts';

/** The browsers that ring with their numbers right now. */
export async function readBrowserPhones(context: CallContext): Promise<readonly RegisteredBrowser[]> {
  return listRegisteredBrowsers(context.tx);
}

/** The logins of an account's phones in browsers. */
export async function readBrowserPhoneNames(context: CallContext, accountId: Id): Promise<readonly string[]> {
  return listBrowserPhoneNames(context.tx, accountId);
}
