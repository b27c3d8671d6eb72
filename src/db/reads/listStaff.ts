import type { StaffLevel } from '../../core/access/permission.ts';
import type { SecondFactorRule } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type StaffRow = {
  id: string;
  userName: string;
  name: string;
  level: StaffLevel;
  isActive: boolean;
  createdAt: Instant;
  version: number;
  lastSignInAt: Instant | null;
  mustChangePassword: boolean;
  hasTotp: boolean;
  passkeys: number;
  sessions: number;
};
const query = (now: Instant) => sql`
  select s.id::text as id, user_name as "userName", name, level, is_active as "isActive", created_at as "createdAt", version,
         i.last_sign_in_at as "lastSignInAt", i.must_change_password as "mustChangePassword",
         exists (select from staff_totp t where t.staff_id = s.id and t.confirmed_at is not null) as "hasTotp",
         (select count(*)::int from passkey p where p.staff_id = s.id) as passkeys,
         (select count(*)::int from staff_session o where o.staff_id = s.id and o.expires_at > ${formatInstant(now)}) as sessions
    from staff s
    join staff_sign_in i on i.staff_id = s.id`;
const fromRow = ({ createdAt, lastSignInAt, ...found }: StaffRow) => ({
  ...found,
  createdAt: formatInstant(createdAt),
  ...(lastSignInAt !== null && { lastSignInAt: formatInstant(lastSignInAt) }),
});

/** All people of the provider, by name, and who of them must have two-step sign-in. */
export async function listStaff(tx: Tx, now: Instant) {
  const setting = await row<{ rule: SecondFactorRule }>(tx, sql`select requires_second_factor as rule from setting`);
  if (!setting) throw new Error('the setting row is missing');
  const found = await rows<StaffRow>(tx, sql`${query(now)} order by user_name`);
  return { items: found.map(fromRow), requiresSecondFactor: setting.rule };
}

export async function findStaffMember(tx: Tx, id: Id, now: Instant) {
  const found = await row<StaffRow>(tx, sql`${query(now)} where s.id = ${id}`);
  return found && fromRow(found);
}
