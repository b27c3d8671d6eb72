import { fieldChanges } from '../../core/base/fieldChange.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type MailSettings, mailPasswordBinding } from '../../core/mail/mailSettings.ts';
import { hurryLetters } from '../../db/tables/letters.ts';
import { lockMailSettings, type StoredMailSettings, updateMailSettings } from '../../db/tables/mailSettings.ts';
import { action, done, type Work } from '../action.ts';

export type ChangeMailSettings = Omit<MailSettings, 'password'> & {
  /** Undefined: as it is. Empty: none. */
  readonly password: string | undefined;
  readonly version: number;
};

/** Sets the mail server. What waits is tried at once. */
export const changeMailSettings = action<ChangeMailSettings, null>('mail.change', 'setting.change', async (work, input) => {
  const { password, version, ...wished } = input;
  const { version: storedVersion, passwordSealed, ...stored } = await lockMailSettings(work.tx);
  if (storedVersion !== version) throw new Refusal('stale_version');
  if (wished.host !== '' && wished.fromAddress === '')
    throw fieldRefusal('invalid_input', 'fromAddress', 'Type the address that letters come from.');
  if (password === undefined && passwordSealed !== null && isElsewhere(stored, wished))
    throw fieldRefusal('invalid_input', 'password', 'Type the password again: it is kept for the server it was typed for only.');
  await updateMailSettings(work.tx, { ...wished, passwordSealed: passwordOf(work, password, passwordSealed) });
  await hurryLetters(work.tx, formatInstant(work.now));
  const changes = fieldChanges(stored, wished);
  return done(null, { detail: { changes, ...(password !== undefined && { passwordChanged: true }) } });
});

type Place = Pick<StoredMailSettings, 'host' | 'port' | 'security'>;

/** Nobody moves a password that he cannot read to a server, or a wire, of his own. */
function isElsewhere(stored: Place, wished: Place): boolean {
  return stored.host !== wished.host || stored.port !== wished.port || stored.security !== wished.security;
}

function passwordOf(work: Work, typed: string | undefined, stored: Uint8Array | null): Uint8Array | null {
  if (typed === undefined) return stored;
  return typed === '' ? null : work.safe.seal(typed, mailPasswordBinding);
}
