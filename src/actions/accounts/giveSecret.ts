import { type AccountProtocol, allowsProtocol } from '../../core/accounts/account.ts';
import { phoneSecret } from '../../core/accounts/phoneSecret.ts';
import type { StoredSecret } from '../../db/tables/networkNumbers.ts';
import type { Work } from '../action.ts';

/** What is told once, and never stored in clear. */
export type Credentials = {
  readonly networkNumber: string;
  readonly secret: string;
  readonly protocols: readonly ('sip' | 'iax')[];
};

/** A secret for a phone (made unless one was typed) and what the database keeps of it. */
export function giveSecret(
  work: Work,
  networkNumber: string,
  protocol: AccountProtocol,
  typed: string | undefined,
): { readonly credentials: Credentials; readonly stored: StoredSecret } {
  const secret = typed ?? phoneSecret(work.safe.randomBytes(64));
  const protocols = (['sip', 'iax'] as const).filter((one) => allowsProtocol(protocol, one));
  return {
    credentials: { networkNumber, secret, protocols },
    stored: {
      sipDigest: work.safe.sipDigest(networkNumber, secret),
      // IAX2 must be able to read the secret; an account that may not use it keeps none (migration 0003).
      iaxSecret: protocols.includes('iax') ? secret : null,
      iaxKey: work.safe.iaxKey,
    },
  };
}
