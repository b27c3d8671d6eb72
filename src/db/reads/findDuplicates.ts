import { displayName } from '../../core/accounts/details.ts';
import { type Identity, phoneEnd, whyDuplicate } from '../../core/accounts/duplicates.ts';
import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type CandidateRow = Identity & {
  id: string;
  accountNumber: string;
  customerNumber: string;
  reference: string;
  city: string;
  isActive: boolean;
};
type PlanRow = { countryCallingCode: string; nationalPrefix: string; internationalPrefix: string; emergencyNumbers: string[] };

/** So many hints help; more would be noise. */
const shownMax = 5;

/** Customers who may be the one that is being typed, the oldest first. `exceptId` is the account that is being changed. */
export async function findDuplicates(tx: Tx, typed: Identity, exceptId: Id | undefined) {
  const plan = await row<PlanRow>(
    tx,
    sql`select country_calling_code as "countryCallingCode", national_prefix as "nationalPrefix",
               international_prefix as "internationalPrefix", emergency_numbers as "emergencyNumbers"
          from setting`,
  );
  if (!plan) throw new Error('the setting row is missing');
  const found = await candidates(tx, typed, exceptId);
  return found
    .map((other) => ({ other, reasons: [...whyDuplicate(typed, other, plan)] }))
    .filter(({ reasons }) => reasons.length > 0)
    .slice(0, shownMax)
    .map(({ other: { id, accountNumber, customerNumber, city, isActive, ...named }, reasons }) => ({
      ...{ id, accountNumber, customerNumber, city, isActive, reasons },
      displayName: displayName(named),
    }));
}

/** What the indexes can find: the same e-mail, the same end of a phone, the same address. Core decides who is meant. */
function candidates(tx: Tx, typed: Identity, exceptId: Id | undefined): Promise<readonly CandidateRow[]> {
  const ends = [typed.phone, typed.mobile].map(phoneEnd).filter((end) => end !== '');
  return rows<CandidateRow>(
    tx,
    sql`select a.id::text as id, a.account_number as "accountNumber", a.customer_number as "customerNumber",
               a.first_name as "firstName", a.last_name as "lastName", a.company, a.email, a.phone, a.mobile,
               a.address_1 as address1, a.postcode, a.reference, a.city, a.is_active as "isActive"
          from (select id from account where email <> '' and lower(email) = ${typed.email.toLowerCase()}
                union
                select id from account where phone <> '' and right(regexp_replace(phone, '\\D', '', 'g'), 8) = any (${ends}::text[])
                union
                select id from account where mobile <> '' and right(regexp_replace(mobile, '\\D', '', 'g'), 8) = any (${ends}::text[])
                union
                select id from account where address_1 <> '' and lower(address_1) = ${typed.address1.toLowerCase()}) found
          join account a on a.id = found.id
         where a.id <> ${exceptId ?? 0n}
         order by a.id
         limit 200`,
  );
}
