import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

/** What a phone switched by dialling. `to` of a forwarding is a number as dialled; empty = off. */
export type SwitchedByPhone = {
  readonly networkNumberId: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly at: Instant;
  readonly change:
    | { readonly field: 'doNotDisturb'; readonly to: boolean }
    | { readonly field: 'forwardAlways'; readonly to: string }
    | { readonly field: 'callWaitingLimit'; readonly to: number | null };
};

/** Saves a switch and writes it into the history of the account, in one statement. */
export async function switchByPhone(tx: Tx, { networkNumberId, accountId, number, at, change }: SwitchedByPhone): Promise<void> {
  const detail = { number, changes: [{ field: change.field, from: null, to: change.to }] };
  await rows(
    tx,
    sql`with switched as (
          update network_number
             set ${columnOf(change)}
           where id = ${networkNumberId}
          returning id
        )
        insert into audit (at, actor_kind, actor_name, action, account_id, detail)
        select ${formatInstant(at)}, 'system', ${`phone ${number}`}, 'network_number.star_code', ${accountId}, ${JSON.stringify(detail)}
          from switched`,
  );
}

function columnOf(change: SwitchedByPhone['change']): Sql {
  switch (change.field) {
    case 'doNotDisturb':
      return sql`do_not_disturb = ${change.to}`;
    case 'forwardAlways':
      return sql`forward_always = ${change.to}`;
    case 'callWaitingLimit':
      return sql`call_waiting_limit = ${change.to}`;
    default:
      return change satisfies never;
  }
}
