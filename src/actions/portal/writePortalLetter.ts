import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import { insertPortalToken, type StoredPortalUser } from '../../db/tables/portalUsers.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { portalLetter } from '../../mail/letters/portal.ts';
import type { Work } from '../action.ts';
import { queueSecretLetter } from '../mail/queueSecretLetter.ts';
import { newToken } from '../staff/openSession.ts';

export type PortalLetter = { readonly kind: 'invitation' | 'forgotten'; readonly publicUrl: string };

/** How long the link of each letter is good. Seconds. */
const linkSeconds: Readonly<Record<PortalLetter['kind'], Seconds>> = { invitation: 7 * 24 * 3600, forgotten: 3600 };

/** Writes a letter with a one-time link to choose a password; the link stands after `#`, so that no server's log sees it. */
export async function writePortalLetter(
  work: Work,
  user: Pick<StoredPortalUser, 'id' | 'accountId' | 'email' | 'name'>,
  { kind, publicUrl }: PortalLetter,
): Promise<void> {
  const token = newToken(work);
  const tokenHash = work.safe.sha256(token);
  await insertPortalToken(work.tx, user.id, tokenHash, formatInstant(addSeconds(work.now, linkSeconds[kind])));
  const letter = portalLetter({
    ...{ kind, companyName: await findCompanyName(work.tx), name: user.name, email: user.email },
    link: `${publicUrl}/portal/password#${token}`,
  });
  const key = `portal ${kind} ${tokenHash.slice(0, 24)}`;
  await queueSecretLetter(work, { key, to: user.email, ...letter, accountId: user.accountId });
}
