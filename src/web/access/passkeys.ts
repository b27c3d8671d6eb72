import { browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser';
import type * as z from 'zod';
import type { creationOptionsSchema, passkeyAnswerInput, requestOptionsSchema } from '../../http/contract/passkeys.ts';

/** What the browser made or proved, for the server to check. */
export type Answer = z.input<typeof passkeyAnswerInput>;
export type CreationOptions = z.output<typeof creationOptionsSchema>;
export type RequestOptions = z.output<typeof requestOptionsSchema>;

/** False in old browsers, and wherever the page is not opened by a name over HTTPS, or at localhost. */
export function hasPasskeys(): boolean {
  const isAddress = /^[\d.]+$|^\[/.test(window.location.hostname);
  return window.isSecureContext && !isAddress && browserSupportsWebAuthn();
}

/** Asks the owner to use a passkey. Throws a sentence for people when that was given up. */
export function provePasskey(options: RequestOptions): Promise<Answer> {
  return asked(() => startAuthentication({ optionsJSON: options }));
}

/** Asks the owner to make a passkey. */
export function makePasskey(options: CreationOptions): Promise<Answer> {
  return asked(() => startRegistration({ optionsJSON: options }));
}

type Made = { readonly id: string; readonly rawId: string; readonly response: Answer['response'] };

async function asked(ask: () => Promise<Made>): Promise<Answer> {
  try {
    const { id, rawId, response } = await ask();
    const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle, transports } = response;
    const parts = { clientDataJSON, attestationObject, authenticatorData, signature, userHandle, transports };
    return { id, rawId, type: 'public-key', response: parts };
  } catch (error) {
    throw new Error(sentenceFor(error), { cause: error });
  }
}

function sentenceFor(error: unknown): string {
  const isKnown = error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED';
  if (isKnown) return 'This device holds a passkey of yours for this address already.';
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError')
    return 'The browser did not get a passkey: it was cancelled, or took too long.';
  if (name === 'SecurityError') return 'The browser allows passkeys only over HTTPS by name, or at http://localhost.';
  return 'The browser could not use a passkey. Try again, or take another way.';
}
