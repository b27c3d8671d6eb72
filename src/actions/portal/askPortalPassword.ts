import { plainEmail } from '../../core/access/portal.ts';
import { findPortalUserByEmail } from '../../db/tables/portalUsers.ts';
import { action, done } from '../action.ts';
import { countPortalTry, portalAttempt } from './portalThrottle.ts';
import { writePortalLetter } from './writePortalLetter.ts';

export type AskPortalPassword = { readonly email: string; readonly address: string; readonly publicUrl: string };

/** A letter for a forgotten password. Answers and waits alike for e-mails that nobody has. */
export const askPortalPassword = action<AskPortalPassword, null>('portal.ask_password', 'anyone', async (work, input) => {
  await countPortalTry(work, portalAttempt('letter', input.email, input.address));
  const user = await findPortalUserByEmail(work.tx, plainEmail(input.email));
  if (!user?.isActive) return done(null, null);
  await writePortalLetter(work, user, { kind: 'forgotten', publicUrl: input.publicUrl });
  return done(null, { accountId: user.accountId, detail: { email: user.email } });
});
