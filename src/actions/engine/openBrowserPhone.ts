import { phoneSecret } from '../../core/accounts/phoneSecret.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import { insertBrowserPhone } from '../../db/tables/browserPhones.ts';
import { isPhoneActive } from '../../db/tables/commands.ts';
import { action, done } from '../action.ts';
import { needEngine } from './needEngine.ts';

/** Long enough to begin a call; a call that is up goes on. Seconds. */
const loginSeconds: Seconds = 900;

export type BrowserPhone = { readonly username: string; readonly secret: string; readonly expiresAt: string };

/** A login for a phone in a browser. It calls as this network number: its account pays, its limits count. */
export const openBrowserPhone = action<{ readonly networkNumber: string }, BrowserPhone>(
  'call.open_browser_phone',
  'call.test',
  async (work, { networkNumber }) => {
    if (!(await isPhoneActive(work.tx, networkNumber)))
      throw fieldRefusal('unknown_caller', 'networkNumber', 'There is no such phone, or it is switched off or suspended.');
    await needEngine(work);
    const username = `web-${Buffer.from(work.safe.randomBytes(12)).toString('hex')}`;
    const secret = phoneSecret(work.safe.randomBytes(64));
    const expiresAt = formatInstant(addSeconds(work.now, loginSeconds));
    const sipDigest = work.safe.sipDigest(username, secret);
    const accountId = await insertBrowserPhone(
      work.tx,
      { username, networkNumber, sipDigest, expiresAt },
      formatInstant(work.now),
    );
    return done({ username, secret, expiresAt }, { accountId, detail: { number: networkNumber } });
  },
);
