import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { passkeyAlgorithms } from '../core/access/passkey.ts';
import type { PasskeyAnswer, PasskeyProofs } from '../core/base/safe.ts';

/** Loaded when the first passkey comes: call control, which opens the same safe, never needs it. */
const library = () => import('@simplewebauthn/server');

export const passkeys: PasskeyProofs = {
  challengeOf: ({ response }) => challengeIn(response.clientDataJSON),
  made: async (answer, { challenge, site }) => {
    const { verifyRegistrationResponse } = await library();
    const result = await proofOf(() =>
      verifyRegistrationResponse({
        response: answerOf<RegistrationResponseJSON>(answer),
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.rpId,
        requireUserVerification: false,
        supportedAlgorithmIDs: [...passkeyAlgorithms],
      }),
    );
    if (!result?.verified) return undefined;
    const { credential, credentialBackedUp } = result.registrationInfo;
    const { id, publicKey, counter, transports = [] } = credential;
    return { credentialId: id, publicKey, counter, transports: transports.filter(isShort), isSynced: credentialBackedUp };
  },
  used: async (answer, { challenge, site, passkey, isAlone }) => {
    const { credentialId, publicKey, counter } = passkey;
    const { verifyAuthenticationResponse } = await library();
    const result = await proofOf(() =>
      verifyAuthenticationResponse({
        response: answerOf<AuthenticationResponseJSON>(answer),
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.rpId,
        credential: { id: credentialId, publicKey: Uint8Array.from(publicKey), counter },
        requireUserVerification: isAlone,
      }),
    );
    return result?.verified ? { counter: result.authenticationInfo.newCounter } : undefined;
  },
};

/** The library throws plain errors for every answer that does not hold; all of them mean the same to us: no proof. */
async function proofOf<Result>(check: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The library checks what it reads; the contract has checked the frame. */
const answerOf = <Json>(answer: PasskeyAnswer): Json => ({ ...answer, clientExtensionResults: {} }) as unknown as Json;

const isShort = (transport: string): boolean => transport.length <= 32;

function challengeIn(clientDataJson: string): string | undefined {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8'));
    const challenge = typeof data === 'object' && data !== null && 'challenge' in data ? data.challenge : undefined;
    return typeof challenge === 'string' ? challenge : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
