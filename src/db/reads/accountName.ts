import { displayName } from '../../core/accounts/details.ts';
import { sql } from '../sql.ts';

/** What `displayName` needs, of an account joined as `a`; null where there is no account. */
export const namingColumns = sql`a.first_name as "firstName", a.last_name as "lastName", a.company, a.email, a.phone, a.mobile, a.reference`;

export type NamingRow = { readonly [field in keyof Parameters<typeof displayName>[0]]: string | null };

/** The name that lists show for the account of this row; empty when it has none. */
export function accountNameOf(found: NamingRow): string {
  return displayName({
    firstName: found.firstName ?? '',
    lastName: found.lastName ?? '',
    company: found.company ?? '',
    email: found.email ?? '',
    phone: found.phone ?? '',
    mobile: found.mobile ?? '',
    reference: found.reference ?? '',
  });
}

/** The same name, made by the database: for rows that have columns of these names themselves. `a` as above. */
export const accountName = sql`coalesce(nullif(btrim(a.first_name || ' ' || a.last_name), ''), nullif(a.company, ''), nullif(a.reference, ''),
  nullif(a.email, ''), nullif(a.mobile, ''), a.phone)`;
