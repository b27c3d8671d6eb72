import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertBrowserPhone } from '../../db/tables/browserPhones.ts';
import { isPhoneActive } from '../../db/tables/commands.ts';
import { action, done } from '../action.ts';
import { type BrowserPhone, makeBrowserLogin } from './browserLogin.ts';
import { needEngine } from './needEngine.ts';

/** A login for a phone in a browser. It calls as this network number: its account pays, its limits count; nobody can call it. */
export const openBrowserPhone = action<{ readonly networkNumber: string }, BrowserPhone>(
  'call.open_browser_phone',
  'call.test',
  async (work, { networkNumber }) => {
    if (!(await isPhoneActive(work.tx, networkNumber)))
      throw fieldRefusal('unknown_caller', 'networkNumber', 'There is no such phone, or it is switched off or suspended.');
    await needEngine(work);
    const { login, sipDigest } = makeBrowserLogin(work);
    const { username, expiresAt } = login;
    const accountId = await insertBrowserPhone(
      work.tx,
      { username, networkNumber, sipDigest, expiresAt },
      formatInstant(work.now),
    );
    return done(login, { accountId, detail: { number: networkNumber } });
  },
);
