import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { prolongBrowserPhone } from '../../db/tables/browserPhones.ts';
import { action, done } from '../action.ts';
import { loginSeconds } from '../engine/browserLogin.ts';

/** The page is still open: its login lasts on. Refused with `not_found` once it was withdrawn, or another window took its place. */
export const keepOwnBrowserPhone = action<{ readonly sessionId: Id; readonly username: string }, { readonly expiresAt: string }>(
  'portal.keep_browser_phone',
  'portal_change',
  async (work, { sessionId, username }) => {
    const expiresAt = formatInstant(addSeconds(work.now, loginSeconds));
    if (!(await prolongBrowserPhone(work.tx, sessionId, username, expiresAt))) throw new Refusal('not_found');
    return done({ expiresAt }, null);
  },
);
