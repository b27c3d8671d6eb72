import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { passkeyAnswerInput, requestOptionsSchema } from './passkeys.ts';
import { sessionSchema } from './session.ts';

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
