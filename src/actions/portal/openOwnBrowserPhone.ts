import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { deleteBrowserPhoneOf, insertBrowserPhone } from '../../db/tables/browserPhones.ts';
import { isPhoneActive } from '../../db/tables/commands.ts';
import { lockNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { action, done } from '../action.ts';
import { type BrowserPhone, makeBrowserLogin } from '../engine/browserLogin.ts';
import { needEngine } from '../engine/needEngine.ts';
import { customerOf } from './customerOf.ts';

export type OpenOwnBrowserPhone = {
  readonly networkNumberId: Id;
  readonly sessionId: Id;
  readonly address: string;
  readonly userAgent: string;
};

/**
 * A customer's browser becomes a phone of one of their numbers: it calls as that number, and rings beside its other phone. One login
 * a session: opened once more, in another window too, the one before ends. It never learns the secret of the number.
 */
export const openOwnBrowserPhone = action<OpenOwnBrowserPhone, BrowserPhone>(
  'portal.open_browser_phone',
  'portal_change',
  async (work, { networkNumberId, sessionId, address, userAgent }) => {
    const { accountId } = customerOf(work.doer);
    const phone = await lockNetworkNumber(work.tx, networkNumberId);
    if (phone?.accountId !== accountId) throw new Refusal('not_found');
    if (!(await isPhoneActive(work.tx, phone.number)))
      throw new Refusal('unknown_caller', { message: 'This phone is switched off or suspended. Please call us.' });
    await needEngine(work);
    await deleteBrowserPhoneOf(work.tx, sessionId);
    const { login, sipDigest } = makeBrowserLogin(work);
    const { username, expiresAt } = login;
    const session = { id: sessionId, address, userAgent: userAgent.slice(0, 300) };
    const networkNumber = phone.number;
    await insertBrowserPhone(work.tx, { username, networkNumber, sipDigest, expiresAt, session }, formatInstant(work.now));
    return done(login, { accountId, detail: { number: networkNumber } });
  },
);
