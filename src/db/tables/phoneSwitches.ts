import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** What a phone switched by dialling. `to` of a forwarding is a number as dialled; empty = off. */
export type SwitchedByPhone = {
  readonly networkNumberId: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly at: Instant;
  readonly change:
    | { readonly field: 'doNotDisturb'; readonly to: boolean }
    | { readonly field: 'forwardAlways'; readonly to: string };
};

/** Saves a switch and writes it into the history of the account, in one statement. */
export async function switchByPhone(tx: Tx, { networkNumberId, accountId, number, at, change }: SwitchedByPhone): Promise<void> {
  const detail = { number, changes: [{ field: change.field, from: null, to: change.to }] };
  const isDnd = change.field === 'doNotDisturb';
  await rows(
    tx,
    sql`with switched as (
          update network_number
             set do_not_disturb = case when ${isDnd} then ${isDnd ? change.to : false} else do_not_disturb end,
                 forward_always = case when ${isDnd} then forward_always else ${isDnd ? '' : change.to} end
           where id = ${networkNumberId}
          returning id
        )
        insert into audit (at, actor_kind, actor_name, action, account_id, detail)
        select ${formatInstant(at)}, 'system', ${`phone ${number}`}, 'network_number.star_code', ${accountId}, ${JSON.stringify(detail)}
          from switched`,
  );
}
