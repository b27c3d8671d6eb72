import { type MailSettings, mailPasswordBinding } from '../../core/mail/mailSettings.ts';
import { lockMailSettings } from '../../db/tables/mailSettings.ts';
import type { Work } from '../action.ts';

/** The mail server with its password opened; undefined while none is set. */
export async function openMailServer(work: Work): Promise<MailSettings | undefined> {
  const { passwordSealed, version: _version, ...stored } = await lockMailSettings(work.tx);
  if (stored.host === '') return undefined;
  return { ...stored, password: passwordSealed === null ? '' : work.safe.open(passwordSealed, mailPasswordBinding) };
}
