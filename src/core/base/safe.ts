import type { Instant } from './time.ts';

/**
 * What actions need of cryptography and chance, handed in like the clock; `vault/safe.ts` is the real one.
 * Sealed = readable again with a key that is not in the database. Hashed = only comparable.
 */
export type Safe = {
  readonly randomBytes: (count: number) => Uint8Array;
  /** Hex. For tokens and keys that are random themselves. */
  readonly sha256: (text: string) => string;
  /** Slow on purpose (scrypt, RFC 7914), off the main thread. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** `hash` undefined (no such user) takes as long as a wrong password, and is wrong. */
  readonly isPassword: (password: string, hash: string | undefined) => Promise<boolean>;
  /** MD5 of `user:realm:secret`, hex: what a SIP digest is checked against (RFC 7616 §3.4.2, algorithm MD5). */
  readonly sipDigest: (networkNumber: string, secret: string) => string;
  /** Bound to `binding` (which row of which table): moved to another row it cannot be opened. */
  readonly seal: (text: string, binding: string) => Uint8Array;
  readonly open: (sealed: Uint8Array, binding: string) => string;
  /** The key with which the database seals IAX2 secrets (function seal_iax_secret) and the engine's connection opens them. */
  readonly iaxKey: string;
  /** True for a password that stands on the lists which burglars try first, also in disguise. */
  readonly isKnownPassword: (password: string) => Promise<boolean>;
  readonly totp: Totp;
  readonly passkeys: PasskeyProofs;
  readonly ledgerKey: LedgerKey;
};

/** Signs the seals of the ledger (Ed25519, RFC 8032). The secret half lies outside the database; whoever has the public one can check. */
export type LedgerKey = {
  /** Names the key in seals. */
  readonly id: string;
  readonly sign: (hash: Uint8Array) => Uint8Array;
  readonly isSigned: (hash: Uint8Array, signature: Uint8Array) => boolean;
};

/** One-time codes of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds). Secrets are base32. */
export type Totp = {
  readonly newSecret: () => string;
  /** What the app reads from the QR code. */
  readonly uri: (secret: string, issuer: string, label: string) => string;
  /** The time step whose code this is, at most one step from now; undefined when it is no such code. */
  readonly stepOf: (secret: string, code: string, at: Instant) => number | undefined;
};

/** Where a passkey lives: the host name, and the origin of the pages that may use it. */
export type PasskeySite = { readonly rpId: string; readonly origin: string };
export type NewPasskey = {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly isSynced: boolean;
};
export type KnownPasskey = Omit<NewPasskey, 'isSynced'>;
/** What a browser must have signed. */
export type ExpectedProof = { readonly challenge: string; readonly site: PasskeySite };

/** Checks what browsers answer (WebAuthn Level 3); undefined when the proof does not hold. */
export type PasskeyProofs = {
  /** The challenge that an answer says it is for, before anything is checked. */
  readonly challengeOf: (answer: PasskeyAnswer) => string | undefined;
  readonly made: (answer: PasskeyAnswer, expected: ExpectedProof) => Promise<NewPasskey | undefined>;
  readonly used: (
    answer: PasskeyAnswer,
    expected: ExpectedProof & { readonly passkey: KnownPasskey; readonly isAlone: boolean },
  ) => Promise<{ readonly counter: number } | undefined>;
};
/** What `navigator.credentials` gave the page, as JSON; binary parts are base64url. */
export type PasskeyAnswer = {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: Readonly<Record<string, unknown>> & { readonly clientDataJSON: string };
};

/** What the secret of a person's authenticator app is bound to. */
export const totpBinding = (staffId: bigint): string => `totp of staff ${staffId}`;
/** What a provider's password is bound to. */
export const providerBinding = (providerId: bigint): string => `provider ${providerId}`;
/** What a webhook's signing secret is bound to. */
export const webhookBinding = (webhookId: bigint): string => `webhook ${webhookId}`;
