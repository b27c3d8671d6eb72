import { rows, sql, type Tx } from '../sql.ts';

/** The cost decks, by name. Rates are counted up to 100,000. */
export async function listCostDecks(tx: Tx) {
  const found = await rows<{ id: string; name: string; rateCount: number }>(
    tx,
    sql`select p.id::text as id, p.name,
               (select count(*) from (select from rate r where r.billing_package_id = p.id and r.valid_to is null limit 100000) r)::int as "rateCount"
          from billing_package p
         where p.kind = 'cost'
         order by lower(p.name), p.id`,
  );
  return [...found];
}
