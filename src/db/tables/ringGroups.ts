import type { Id } from '../../core/base/id.ts';
import type { Seconds } from '../../core/base/time.ts';
import type { GroupFollow, RingStrategy } from '../../core/routing/ringGroup.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type RingGroupFields = {
  readonly name: string;
  readonly strategy: RingStrategy;
  readonly members: readonly string[];
  readonly ringSeconds: Seconds;
  readonly follow: GroupFollow | null;
};

/** A ring group, locked; undefined when there is none. */
export async function lockRingGroup(
  tx: Tx,
  id: Id,
): Promise<(RingGroupFields & { readonly id: Id; readonly accountId: Id }) | undefined> {
  return row(
    tx,
    sql`select id, account_id as "accountId", name, strategy, members, ring_seconds as "ringSeconds", follow
          from ring_group
         where id = ${id}
           for update`,
  );
}

/** Undefined when the account has a group of this name. */
export async function insertRingGroup(tx: Tx, accountId: Id, one: RingGroupFields, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into ring_group (account_id, name, strategy, members, ring_seconds, follow, created_at)
        values (${accountId}, ${one.name}, ${one.strategy}, ${one.members}, ${one.ringSeconds},
                ${one.follow && JSON.stringify(one.follow)}, ${at})
            on conflict (account_id, name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateRingGroup(tx: Tx, id: Id, one: RingGroupFields): Promise<void> {
  await rows(
    tx,
    sql`update ring_group
           set name = ${one.name}, strategy = ${one.strategy}, members = ${one.members}, ring_seconds = ${one.ringSeconds},
               follow = ${one.follow && JSON.stringify(one.follow)}
         where id = ${id}`,
  );
}

/** Another group of the account with this name. */
export async function findGroupByName(tx: Tx, accountId: Id, name: string): Promise<Id | undefined> {
  return (await row<{ id: Id }>(tx, sql`select id from ring_group where account_id = ${accountId} and name = ${name}`))?.id;
}

export async function deleteRingGroup(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`delete from ring_group where id = ${id}`);
}
