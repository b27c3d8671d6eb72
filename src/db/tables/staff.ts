import type { StaffLevel } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type Staff = {
  readonly id: Id;
  readonly userName: string;
  readonly name: string;
  readonly level: StaffLevel;
  readonly passwordHash: string;
  readonly isActive: boolean;
  readonly version: number;
};
type StaffRow = {
  id: Id;
  user_name: string;
  name: string;
  level: StaffLevel;
  password_hash: string;
  is_active: boolean;
  version: number;
};

const columns = sql`id, user_name, name, level, password_hash, is_active, version`;

export async function findStaffByUserName(tx: Tx, userName: string): Promise<Staff | undefined> {
  return fromRow(await row<StaffRow>(tx, sql`select ${columns} from staff where user_name = ${userName}`));
}

export async function lockStaff(tx: Tx, id: Id): Promise<Staff | undefined> {
  return fromRow(await row<StaffRow>(tx, sql`select ${columns} from staff where id = ${id} for no key update`));
}

export async function findStaffById(tx: Tx, id: Id): Promise<Staff | undefined> {
  return fromRow(await row<StaffRow>(tx, sql`select ${columns} from staff where id = ${id}`));
}

/** The ids of those who can administrate, locked, so that two of them cannot remove each other at once. */
export async function lockActiveAdministrators(tx: Tx): Promise<readonly Id[]> {
  const found = await rows<{ id: Id }>(
    tx,
    sql`select id from staff where level = 'administrator' and is_active order by id for no key update`,
  );
  return found.map((one) => one.id);
}

/** Undefined when the user name is taken. */
export async function insertStaff(
  tx: Tx,
  staff: Omit<Staff, 'id' | 'isActive' | 'version'>,
  at: string,
): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into staff (user_name, name, level, password_hash, created_at)
        values (${staff.userName}, ${staff.name}, ${staff.level}, ${staff.passwordHash}, ${at})
            on conflict (user_name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateStaff(tx: Tx, staff: Omit<Staff, 'userName' | 'version'>): Promise<void> {
  await rows(
    tx,
    sql`update staff
           set name = ${staff.name}, level = ${staff.level}, password_hash = ${staff.passwordHash}, is_active = ${staff.isActive}
         where id = ${staff.id}`,
  );
}

function fromRow(found: StaffRow | undefined): Staff | undefined {
  if (!found) return undefined;
  const { user_name, password_hash, is_active, ...plain } = found;
  return { ...plain, userName: user_name, passwordHash: password_hash, isActive: is_active };
}
