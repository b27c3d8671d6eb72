import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewBrowserPhone = {
  readonly username: string;
  readonly networkNumber: string;
  readonly sipDigest: string;
  readonly expiresAt: string;
  /** Of a customer: the session that it ends with, and where its browser is. */
  readonly session?: { readonly id: Id; readonly address: string; readonly userAgent: string };
};

/** Stores a login, clears away those that have lapsed, and answers whose account calls. The network number must exist. */
export async function insertBrowserPhone(tx: Tx, one: NewBrowserPhone, now: string): Promise<Id> {
  const { id = null, address = '', userAgent = '' } = one.session ?? {};
  await rows(tx, sql`delete from browser_phone where expires_at < ${now}`);
  await rows(
    tx,
    sql`insert into browser_phone (username, network_number_id, sip_digest_md5, expires_at, created_at, portal_session_id, address, user_agent)
        select ${one.username}, id, ${one.sipDigest}, ${one.expiresAt}, ${now}, ${id}::bigint, ${address}, ${userAgent}
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

/** The login of this session lasts until `expiresAt`; false = it has been withdrawn or another one took its place. */
export async function prolongBrowserPhone(tx: Tx, sessionId: Id, username: string, expiresAt: string): Promise<boolean> {
  const kept = await row(
    tx,
    sql`update browser_phone
           set expires_at = ${expiresAt}
         where portal_session_id = ${sessionId}
           and username = ${username}
        returning username`,
  );
  return kept !== undefined;
}

/** The login of this session's browser phone; undefined when it has none, or it has lapsed. */
export async function findBrowserPhoneOf(tx: Tx, sessionId: Id, now: Instant): Promise<string | undefined> {
  const found = await row<{ username: string }>(
    tx,
    sql`select username from browser_phone where portal_session_id = ${sessionId} and expires_at > ${formatInstant(now)}`,
  );
  return found?.username;
}

/** Ends the browser phone of a customer's session, if it has one. */
export async function deleteBrowserPhoneOf(tx: Tx, sessionId: Id): Promise<void> {
  await rows(tx, sql`delete from browser_phone where portal_session_id = ${sessionId}`);
}

/** Ends all browser phones of a network number; answers how many there were. */
export async function deleteBrowserPhones(tx: Tx, networkNumberId: Id): Promise<number> {
  const gone = await rows(tx, sql`delete from browser_phone where network_number_id = ${networkNumberId} returning username`);
  return gone.length;
}

export type RegisteredBrowser = { readonly networkNumber: string; readonly username: string };

/** The browsers that ring with their numbers right now, the newest first; 5000 are more than one machine takes. */
export async function listRegisteredBrowsers(tx: Tx): Promise<readonly RegisteredBrowser[]> {
  return rows<RegisteredBrowser>(
    tx,
    sql`select network_number as "networkNumber", browser_phone as username
          from phone_registration
         where browser_phone is not null
         order by registered_until desc
         limit 5000`,
  );
}

/** The logins in browsers of an account's phones. */
export async function listBrowserPhoneNames(tx: Tx, accountId: Id): Promise<readonly string[]> {
  const found = await rows<{ username: string }>(
    tx,
    sql`select b.username
          from browser_phone b
          join network_number n on n.id = b.network_number_id
         where n.account_id = ${accountId}`,
  );
  return found.map(({ username }) => username);
}
