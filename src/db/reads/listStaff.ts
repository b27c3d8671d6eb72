import type { StaffLevel } from '../../core/access/permission.ts';
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
};
const columns = sql`id::text as id, user_name as "userName", name, level, is_active as "isActive", created_at as "createdAt", version`;
const fromRow = (found: StaffRow) => ({ ...found, createdAt: formatInstant(found.createdAt) });

/** All people of the provider, by name. */
export async function listStaff(tx: Tx) {
  return (await rows<StaffRow>(tx, sql`select ${columns} from staff order by user_name`)).map(fromRow);
}

export async function findStaffMember(tx: Tx, id: Id) {
  const found = await row<StaffRow>(tx, sql`select ${columns} from staff where id = ${id}`);
  return found && fromRow(found);
}
