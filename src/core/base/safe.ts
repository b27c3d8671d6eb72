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
};

/** What a provider's password is bound to. */
export const providerBinding = (providerId: bigint): string => `provider ${providerId}`;
