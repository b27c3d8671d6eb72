import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewBrowserPhone = {
  readonly username: string;
  readonly networkNumber: string;
  readonly sipDigest: string;
  readonly expiresAt: string;
};

/** Stores a login, clears away those that have lapsed, and answers whose account calls. The network number must exist. */
export async function insertBrowserPhone(tx: Tx, one: NewBrowserPhone, now: string): Promise<Id> {
  await rows(tx, sql`delete from browser_phone where expires_at < ${now}`);
  await rows(
    tx,
    sql`insert into browser_phone (username, network_number_id, sip_digest_md5, expires_at, created_at)
        select ${one.username}, id, ${one.sipDigest}, ${one.expiresAt}, ${now}
          from network_number
         where number = ${one.networkNumber}`,
  );
  const found = await row<{ accountId: Id }>(
    tx,
    sql`select account_id as "accountId" from network_number where number = ${one.networkNumber}`,
  );
  if (!found) throw new Error(`there is no network number ${one.networkNumber}`);
  return found.accountId;
}
