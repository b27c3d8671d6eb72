import { phoneSecret } from '../../core/accounts/phoneSecret.ts';
import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import type { Work } from '../action.ts';

/** Long enough to begin a call, and for a page that stays open to ask again; a call that is up goes on. Seconds. */
export const loginSeconds: Seconds = 900;

export type BrowserPhone = { readonly username: string; readonly secret: string; readonly expiresAt: string };

/** A new login for a phone in a browser, and what is kept of it: never the secret itself. */
export function makeBrowserLogin({ safe, now }: Work): { readonly login: BrowserPhone; readonly sipDigest: string } {
  const username = `web-${Buffer.from(safe.randomBytes(12)).toString('hex')}`;
  const secret = phoneSecret(safe.randomBytes(64));
  const expiresAt = formatInstant(addSeconds(now, loginSeconds));
  return { login: { username, secret, expiresAt }, sipDigest: safe.sipDigest(username, secret) };
}
