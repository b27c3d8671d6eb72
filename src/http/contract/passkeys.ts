import * as z from 'zod';
import { idSchema, instantSchema, line } from './common.ts';

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
export const requestOptionsSchema = z.object({
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

/** What a person calls a passkey. */
export const passkeyName = z.strictObject({ name: line(60, 'The name').min(1, 'Give it a name, such as “Work laptop”.') });
/** A passkey as the browser has made it, with its name. */
export const newPasskey = passkeyName.extend({ answer: passkeyAnswerInput });
/** The password again, for what a stolen session must not do. */
export const passwordAgain = z.string().min(1, 'Type your password.').max(200);
export const again = z.strictObject({ password: passwordAgain });

/** A passkey in a list of one's own. */
export const passkeySchema = z.object({
  id: idSchema,
  name: z.string(),
  rpId: z.string().meta({ description: 'The host name at which it works' }),
  isSynced: z.boolean(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.optional(),
});
