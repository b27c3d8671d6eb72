import type { Id } from '../../core/base/id.ts';
import { deleteBrowserPhoneOf } from '../../db/tables/browserPhones.ts';
import { action, done } from '../action.ts';

/** The browser is a phone no longer; a second time changes nothing. */
export const closeOwnBrowserPhone = action<{ readonly sessionId: Id }, null>(
  'portal.close_browser_phone',
  'portal_change',
  async (work, { sessionId }) => {
    await deleteBrowserPhoneOf(work.tx, sessionId);
    return done(null, null);
  },
);
