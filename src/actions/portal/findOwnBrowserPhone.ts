import type { Id } from '../../core/base/id.ts';
import { findBrowserPhoneOf } from '../../db/tables/browserPhones.ts';
import { action, done } from '../action.ts';

/** The login of the browser phone of this session, while it lasts. */
export const findOwnBrowserPhone = action<{ readonly sessionId: Id }, string | undefined>(
  'portal.find_browser_phone',
  'portal_change',
  async (work, { sessionId }) => done(await findBrowserPhoneOf(work.tx, sessionId, work.now), null),
);
