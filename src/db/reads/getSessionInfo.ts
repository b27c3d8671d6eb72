import { row, sql, type Tx } from '../sql.ts';

export type SessionInfo = {
  readonly hasAdministrator: boolean;
  readonly isSetUp: boolean;
  readonly companyName: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly country: string;
};

/** What the panel needs to know before anybody has signed in. */
export async function getSessionInfo(tx: Tx): Promise<SessionInfo> {
  const found = await row<SessionInfo>(
    tx,
    sql`select exists (select from staff where level = 'administrator' and is_active) as "hasAdministrator",
               set_up_at is not null as "isSetUp", company_name as "companyName", currency, time_zone as "timeZone", country
          from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  return found;
}
