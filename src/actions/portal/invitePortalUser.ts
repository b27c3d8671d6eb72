import { plainEmail } from '../../core/access/portal.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { insertPortalUser } from '../../db/tables/portalUsers.ts';
import { action, done, nameOf } from '../action.ts';
import { writePortalLetter } from './writePortalLetter.ts';

export type InvitePortalUser = {
  readonly accountId: Id;
  readonly email: string;
  readonly name: string;
  readonly publicUrl: string;
};

/** Lets a person into the portal of an account: a letter with a link to choose a password is queued. */
export const invitePortalUser = action<InvitePortalUser, Id>('portal_user.invite', 'account.change', async (work, input) => {
  const { accountId, name, publicUrl } = input;
  const email = plainEmail(input.email);
  if (!(await lockAccount(work.tx, accountId))) throw new Refusal('not_found');
  const stamp = { createdAt: formatInstant(work.now), createdBy: nameOf(work.doer) };
  const id = await insertPortalUser(work.tx, { accountId, email, name, ...stamp });
  if (id === undefined)
    throw fieldRefusal(
      'in_use',
      'email',
      'Somebody signs in to the portal with this e-mail already. An e-mail opens one account.',
    );
  await writePortalLetter(work, { id, accountId, email, name }, { kind: 'invitation', publicUrl });
  return done(id, { accountId, detail: { email, name } });
});
