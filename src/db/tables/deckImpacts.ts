import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** What some calls of one account were charged, and what they would have been. */
export type AccountImpact = {
  readonly accountId: Id;
  readonly calls: number;
  /** Calls that would have been refused. */
  readonly unrated: number;
  readonly charged: Amount;
  readonly priced: Amount;
};

/** Begins anew. */
export async function startDeckImpact(tx: Tx, importId: Id, from: string, to: string): Promise<void> {
  await rows(tx, sql`delete from deck_impact where deck_import_id = ${importId}`);
  await rows(
    tx,
    sql`update deck_import set impact_state = 'running', impact_after = 0, impact_calls = 0, impact_from = ${from}, impact_to = ${to} where id = ${importId}`,
  );
}

/** Adds one batch and moves the mark behind it. */
export async function addDeckImpact(
  tx: Tx,
  importId: Id,
  found: readonly AccountImpact[],
  calls: number,
  after: bigint,
): Promise<void> {
  const json = JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  await rows(
    tx,
    sql`insert into deck_impact as i (deck_import_id, account_id, calls, unrated, charged, priced)
        select ${importId}, "accountId", calls, unrated, charged, priced
          from json_to_recordset(${json}) as ("accountId" bigint, calls int, unrated int, charged bigint, priced bigint)
            on conflict (deck_import_id, account_id) do update
           set calls = i.calls + excluded.calls, unrated = i.unrated + excluded.unrated, charged = i.charged + excluded.charged,
               priced = i.priced + excluded.priced`,
  );
  await rows(
    tx,
    sql`update deck_import set impact_after = ${after}, impact_calls = impact_calls + ${calls} where id = ${importId}`,
  );
}

export async function finishDeckImpact(tx: Tx, importId: Id): Promise<void> {
  await rows(tx, sql`update deck_import set impact_state = 'done' where id = ${importId}`);
}
