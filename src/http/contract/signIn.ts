import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { sessionSchema } from './session.ts';

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/, 'This is not base64url.');
/** What `navigator.credentials` gave the page, as JSON (WebAuthn Level 3 §5.1). */
export const passkeyAnswerInput = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url.optional(),
    authenticatorData: base64url.optional(),
    signature: base64url.optional(),
    userHandle: base64url.optional(),
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
});
const descriptor = z.object({ id: z.string(), type: z.literal('public-key'), transports: z.array(z.string()) });
/** What the page hands to `navigator.credentials.get`. */
const requestOptionsSchema = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  allowCredentials: z.array(descriptor),
  userVerification: z.enum(['required', 'preferred']),
});
/** What the page hands to `navigator.credentials.create`. */
export const creationOptionsSchema = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({ residentKey: z.literal('preferred'), userVerification: z.literal('preferred') }),
  attestation: z.literal('none'),
});

const pendingToken = z.string().min(20).max(200);
export const codeInput = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'The code has 6 digits.'));

/** The second step of a sign-in: one of the ways that the first step named. */
export const finishSignIn = endpoint({
  method: 'POST',
  path: '/session/second-factor',
  tag: 'Session',
  access: 'public',
  summary: 'Finish a sign-in with the second factor',
  body: z.strictObject({
    token: pendingToken,
    proof: z.discriminatedUnion('method', [
      z.strictObject({ method: z.literal('totp'), code: codeInput }),
      z.strictObject({ method: z.literal('recovery_code'), code: z.string().trim().min(1, 'Type a recovery code.').max(40) }),
      z.strictObject({ method: z.literal('passkey'), answer: passkeyAnswerInput }),
    ]),
  }),
  response: sessionSchema,
});
/** With the token of a sign-in: for its second step. Without: for signing in with a passkey alone. */
export const offerPasskeySignIn = endpoint({
  method: 'POST',
  path: '/session/passkey-options',
  tag: 'Session',
  access: 'public',
  summary: 'What a browser needs to prove a passkey',
  body: z.strictObject({ token: pendingToken.optional() }),
  response: requestOptionsSchema,
});
export const signInWithPasskey = endpoint({
  method: 'POST',
  path: '/session/passkey',
  tag: 'Session',
  access: 'public',
  summary: 'Sign in with a passkey alone',
  body: z.strictObject({ answer: passkeyAnswerInput }),
  response: sessionSchema,
});
