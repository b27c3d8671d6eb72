import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { GuardState } from '../../core/fraud/guardTerms.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

/** How the guard stands to an account, beside its terms; undefined when there is no such account. */
export async function getAccountGuardState(tx: Tx, accountId: Id) {
  const found = await row<{
    isGuarded: boolean;
    state: GuardState;
    since: Instant | null;
    said: string | null;
    quietUntil: Instant | null;
    version: number;
  }>(
    tx,
    sql`select coalesce(g.is_guarded, false) as "isGuarded", coalesce(g.state, 'none') as state, g.state_since as since, g.state_said as said,
               g.quiet_until as "quietUntil", coalesce(g.version, 0) as version
          from account a
          left join account_guard g on g.account_id = a.id
         where a.id = ${accountId}`,
  );
  if (!found) return undefined;
  const { since, said, quietUntil, ...rest } = found;
  return {
    ...rest,
    ...(since !== null && { since: formatInstant(since), said: said ?? '' }),
    ...(quietUntil !== null && { quietUntil: formatInstant(quietUntil) }),
  };
}

/** What the guard and staff with it did to an account, newest first. */
export async function listGuardActs(tx: Tx, accountId: Id, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<{ id: string; at: Instant; kind: 'warn' | 'throttle' | 'lock' | 'release'; said: string; by: string }>(
    tx,
    sql`select id::text as id, at, kind, said, by_name as by
          from guard_act
         where account_id = ${accountId} and ${after === undefined ? sql`true` : sql`id < ${after}`}
         order by id desc
         limit ${page.limit + 1}`,
  );
  return pageOf(
    found,
    page.limit,
    (one) => ({ ...one, at: formatInstant(one.at) }),
    (one) => cursorOf(one.id),
  );
}

/** How many accounts the guard does not look after, counted no further than `most`; and who is stopped now. */
export async function countGuarded(tx: Tx, most: number) {
  const found = await row<{ uncovered: number; stopped: number }>(
    tx,
    sql`select (select count(*)::int
                  from (select from account a where not exists (select from account_guard g where g.account_id = a.id) limit ${most}) as o) as uncovered,
               (select count(*)::int from account_guard where state <> 'none') as stopped`,
  );
  return found ?? { uncovered: 0, stopped: 0 };
}
