import type { MailSecurity } from '../../core/mail/mailSettings.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The mail settings as they are stored; the password is sealed. */
export type StoredMailSettings = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly userName: string;
  readonly passwordSealed: Uint8Array | null;
  readonly fromName: string;
  readonly fromAddress: string;
};

export async function lockMailSettings(tx: Tx): Promise<StoredMailSettings & { readonly version: number }> {
  const found = await row<StoredMailSettings & { version: number }>(
    tx,
    sql`select host, port, security, user_name as "userName", password_sealed as "passwordSealed", from_name as "fromName",
               from_address as "fromAddress", version
          from mail_setting
           for update`,
  );
  if (!found) throw new Error('the mail_setting row is missing');
  return found;
}

export async function updateMailSettings(tx: Tx, one: StoredMailSettings): Promise<void> {
  await rows(
    tx,
    sql`update mail_setting
           set host = ${one.host}, port = ${one.port}, security = ${one.security}, user_name = ${one.userName},
               password_sealed = ${one.passwordSealed}, from_name = ${one.fromName}, from_address = ${one.fromAddress}`,
  );
}

/** The operator's own address, from which letters come and to which those for staff go; empty while there is none. */
export async function findMailSender(tx: Tx): Promise<string> {
  return (await row<{ address: string }>(tx, sql`select from_address as address from mail_setting`))?.address ?? '';
}
