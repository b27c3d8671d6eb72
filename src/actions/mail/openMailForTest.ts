import { Refusal } from '../../core/base/refusal.ts';
import type { MailSettings } from '../../core/mail/mailSettings.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { openMailServer } from './openMailServer.ts';

export type MailForTest = { readonly server: MailSettings; readonly companyName: string };

/** Opens the mail settings for one letter of the Test button; the answer never leaves the server. */
export const openMailForTest = action<{ readonly to: string }, MailForTest>(
  'mail.test',
  'setting.change',
  async (work, { to }) => {
    const server = await openMailServer(work);
    if (!server) throw new Refusal('invalid_input', { faults: [{ field: 'host', message: 'Save the mail server first.' }] });
    return done({ server, companyName: await findCompanyName(work.tx) }, { detail: { to, host: server.host } });
  },
);
