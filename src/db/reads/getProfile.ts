import type { StaffLevel } from '../../core/access/permission.ts';
import { needsSecondFactor, type SecondFactorRule } from '../../core/access/secondFactor.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, sql, type Tx } from '../sql.ts';
import { listPasskeys } from './listPasskeys.ts';
import { listSessions } from './listSessions.ts';

type ProfileRow = {
  userName: string;
  name: string;
  level: StaffLevel;
  totpSince: Instant | null;
  recoveryCodesLeft: number;
  rule: SecondFactorRule;
};

/** How a person signs in. */
export async function getProfile(tx: Tx, staffId: Id, sessionId: Id, now: Instant) {
  const found = await row<ProfileRow>(
    tx,
    sql`select user_name as "userName", name, level,
               (select confirmed_at from staff_totp where staff_id = s.id) as "totpSince",
               (select count(*)::int from recovery_code where staff_id = s.id and used_at is null) as "recoveryCodesLeft",
               (select requires_second_factor from setting) as rule
          from staff s
         where id = ${staffId}`,
  );
  if (!found) return undefined;
  const { totpSince, rule, ...plain } = found;
  return {
    ...plain,
    ...(totpSince !== null && { totpSince: formatInstant(totpSince) }),
    requiresSecondFactor: needsSecondFactor(plain.level, rule),
    passkeys: await listPasskeys(tx, { door: 'panel', id: staffId }),
    sessions: await listSessions(tx, staffId, sessionId, now),
  };
}
