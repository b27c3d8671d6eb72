import type { Id } from '../../core/base/id.ts';
import type { GroupFollow, RingStrategy } from '../../core/routing/ringGroup.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type GroupRow = {
  id: string;
  name: string;
  strategy: RingStrategy;
  members: string[];
  ringSeconds: number;
  follow: GroupFollow | null;
};

/** The ring groups of an account, by name. */
export async function listRingGroups(tx: Tx, accountId: Id) {
  return groupsWhere(tx, sql`account_id = ${accountId}`);
}

export async function findRingGroupById(tx: Tx, id: Id) {
  return (await groupsWhere(tx, sql`id = ${id}`))[0];
}

async function groupsWhere(tx: Tx, condition: Sql) {
  return [
    ...(await rows<GroupRow>(
      tx,
      sql`select g.id::text as id, name, strategy, members, ring_seconds as "ringSeconds", follow
            from ring_group g
           where ${condition}
           order by lower(name), g.id`,
    )),
  ];
}
