import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { ChargePeriod } from '../../core/extras/chargePeriod.ts';
import type { Extra } from '../../core/extras/extra.ts';
import { rows, sql, type Tx } from '../sql.ts';

export type StoredExtra = Extra & { readonly id: Id };

export async function listExtras(tx: Tx, accountId: Id): Promise<readonly StoredExtra[]> {
  return rows<{
    id: Id;
    description: string;
    cost: Amount;
    chargePeriod: ChargePeriod;
    startsOn: string;
    endsOn: string | null;
    doesProrate: boolean;
    isTaxable: boolean;
  }>(
    tx,
    sql`select id, description, cost, charge_period as "chargePeriod", starts_on as "startsOn", ends_on as "endsOn",
               does_prorate as "doesProrate", is_taxable as "isTaxable"
          from extra
         where account_id = ${accountId}
         order by position, id`,
  );
}

export async function insertExtra(tx: Tx, accountId: Id, position: number, extra: Extra, at: string): Promise<void> {
  await rows(
    tx,
    sql`insert into extra (account_id, position, description, cost, charge_period, starts_on, ends_on, does_prorate, is_taxable, created_at)
        values (${accountId}, ${position}, ${extra.description}, ${extra.cost}, ${extra.chargePeriod}, ${extra.startsOn},
                ${extra.endsOn}, ${extra.doesProrate}, ${extra.isTaxable}, ${at})`,
  );
}

export async function deleteExtras(tx: Tx, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0) await rows(tx, sql`delete from extra where id = any (${ids})`);
}
