import type { Id } from '../base/id.ts';
import type { PasskeySite } from '../base/safe.ts';

/** Signatures that we understand: Ed25519, ES256, RS256 (IANA COSE algorithms). */
export const passkeyAlgorithms = [-8, -7, -257] as const;
/** How long a browser waits for its owner. Milliseconds. */
const patienceMilliseconds = 120_000;

/** Where one comes in with a passkey: staff at the panel, customers' people at the portal. */
export type PasskeyDoor = 'panel' | 'portal';
/** Whose a passkey is: a staff member, or a customer's person. */
export type PasskeyOwner = { readonly door: PasskeyDoor; readonly id: Id };

export type PasskeyRef = { readonly credentialId: string; readonly transports: readonly string[] };

type Descriptor = { readonly id: string; readonly type: 'public-key'; readonly transports: string[] };
const descriptorOf = ({ credentialId, transports }: PasskeyRef): Descriptor => ({
  id: credentialId,
  type: 'public-key',
  transports: [...transports],
});

/** What a browser needs to make a passkey (WebAuthn Level 3 §5.4, as JSON). Kept by the device, so that it can sign in alone. */
export function creationOptions(options: {
  readonly challenge: string;
  readonly site: PasskeySite;
  /** Who asks for it, as some browsers show it. */
  readonly company: string;
  readonly user: { readonly id: string; readonly userName: string; readonly name: string };
  readonly known: readonly PasskeyRef[];
}) {
  const { challenge, site, company, user, known } = options;
  return {
    challenge,
    rp: { id: site.rpId, name: company },
    user: { id: user.id, name: user.userName, displayName: user.name },
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    timeout: patienceMilliseconds,
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: { residentKey: 'preferred' as const, userVerification: 'preferred' as const },
    attestation: 'none' as const,
  };
}

/** What a browser needs to prove a passkey (§5.5). Without a password before it, the device must know its owner. */
export function requestOptions(options: {
  readonly challenge: string;
  readonly site: PasskeySite;
  readonly known: readonly PasskeyRef[];
  readonly isAlone: boolean;
}) {
  const { challenge, site, known, isAlone } = options;
  return {
    challenge,
    rpId: site.rpId,
    timeout: patienceMilliseconds,
    allowCredentials: known.map(descriptorOf),
    userVerification: isAlone ? ('required' as const) : ('preferred' as const),
  };
}
