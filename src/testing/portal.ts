import { invitePortalUser } from '../actions/portal/invitePortalUser.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { letterBinding } from '../core/mail/mailSettings.ts';
import { row, sql } from '../db/sql.ts';
import { cookieOf, type TestPanel } from './panel.ts';

/** The password of every customer of the tests. */
export const customerPassword = 'a kangaroo reads the paper';

/** For tests: the one-time link in the newest letter to this address. */
export async function portalTokenOf(panel: TestPanel, email: string): Promise<string> {
  const found = await row<{ key: string; sealed: Uint8Array }>(
    panel.context.pool,
    sql`select key, body_sealed as sealed from letter where to_address = ${email} and key like 'portal %' order by id desc limit 1`,
  );
  if (!found) throw new Error(`no letter to ${email}`);
  const { text } = JSON.parse(panel.context.safe.open(found.sealed, letterBinding(found.key))) as { readonly text: string };
  const token = /portal\/password#(\S+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no link in ${text}`);
  return token;
}

/** For tests: invites a person of this account, who chooses a password by the letter; the answer is the `Cookie` header. */
export async function signInCustomer(panel: TestPanel, accountId: Id, email: string): Promise<string> {
  const invited = { accountId, email, name: 'Ann Example', publicUrl: 'https://panel.test' };
  await run(panel.context, systemActor, invitePortalUser, invited);
  const body = { token: await portalTokenOf(panel, email), password: customerPassword };
  return cookieOf(await panel.ask('POST', '/portal/password-links', { body }));
}
