import type { MailSecurity } from '../../core/mail/mailSettings.ts';
import { row, sql, type Tx } from '../sql.ts';

type MailSettingRow = {
  host: string;
  port: number;
  security: MailSecurity;
  userName: string;
  hasPassword: boolean;
  fromName: string;
  fromAddress: string;
  version: number;
  waiting: number;
  failed: number;
};

/** The mail server as people may see it, and how the letters fare. */
export async function getMailSettings(tx: Tx) {
  const found = await row<MailSettingRow>(
    tx,
    sql`select host, port, security, user_name as "userName", has_password as "hasPassword", from_name as "fromName",
               from_address as "fromAddress", version,
               (select count(*) from letter where state = 'waiting')::int as waiting,
               (select count(*) from letter where state = 'failed' and created_at > now() - interval '30 days')::int as failed
          from mail_setting`,
  );
  if (!found) throw new Error('the mail_setting row is missing');
  return found;
}
