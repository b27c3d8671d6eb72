import type { CustomerDetails } from '../../core/accounts/details.ts';
import { displayName } from '../../core/accounts/details.ts';
import type { SignupState } from '../../core/accounts/signup.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

export type SignupFilter = { readonly search?: string | undefined; readonly state?: SignupState | undefined };
type SignupRow = {
  id: string;
  state: SignupState;
  formName: string;
  details: CustomerDetails;
  site: string;
  address: string;
  receivedAt: Instant;
  decidedBy: string | null;
  accountId: string | null;
};

/** Signups, newest first. Every word of `search` must stand in what was sent or in the address that it came from. */
export async function listSignups(tx: Tx, filter: SignupFilter, page: PageRequest) {
  const found = await rows<SignupRow>(
    tx,
    sql`select s.id::text as id, s.state, f.name as "formName", s.details, s.site, s.address, s.received_at as "receivedAt",
               s.decided_by as "decidedBy", s.account_id::text as "accountId"
          from signup_submission s
          join signup_form f on f.id = s.form_id
         where ${join(conditions(filter, page), ' and ')}
         order by s.id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

/** How many wait for somebody to decide. */
export async function countWaitingSignups(tx: Tx): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count from signup_submission where state = 'waiting'`,
  );
  return found?.count ?? 0;
}

function conditions(filter: SignupFilter, page: PageRequest): readonly Sql[] {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const words = (filter.search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return [
    sql`true`,
    ...words.slice(0, 8).map((word) => sql`s.search_text like ${`%${likeText(word)}%`}`),
    ...(filter.state === undefined ? [] : [sql`s.state = ${filter.state}`]),
    ...(after === undefined ? [] : [sql`s.id < ${after}`]),
  ];
}

function toItem({ details, receivedAt, ...shown }: SignupRow) {
  const { email, phone, mobile, city, company } = details;
  const name = displayName(details);
  return { ...shown, name, company, email, phone: phone || mobile, city, receivedAt: formatInstant(receivedAt) };
}
