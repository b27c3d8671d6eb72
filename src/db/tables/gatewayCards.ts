import type { Id } from '../../core/base/id.ts';
import type { GatewayCard } from '../../core/payments/charge.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type StoredGatewayCard = GatewayCard & { readonly id: Id; readonly accountId: Id };

export async function findGatewayCard(tx: Tx, accountId: Id, gateway: string): Promise<StoredGatewayCard | undefined> {
  return row<StoredGatewayCard>(
    tx,
    sql`select id, account_id as "accountId", token, brand, last_four as "lastFour", expiry
          from gateway_card
         where account_id = ${accountId}
           and gateway = ${gateway}
           and removed_at is null`,
  );
}

type NewGatewayCard = GatewayCard & {
  readonly accountId: Id;
  readonly gateway: string;
  readonly paymentCardId: Id | null;
  readonly createdAt: string;
  readonly createdBy: string;
};

/** Keeps a card in the place of the one before. */
export async function replaceGatewayCard(tx: Tx, one: NewGatewayCard): Promise<void> {
  await rows(
    tx,
    sql`update gateway_card
           set removed_at = ${one.createdAt}
         where account_id = ${one.accountId}
           and gateway = ${one.gateway}
           and removed_at is null`,
  );
  await rows(
    tx,
    sql`insert into gateway_card (account_id, gateway, token, brand, last_four, expiry, payment_card_id, created_at, created_by)
        values (${one.accountId}, ${one.gateway}, ${one.token}, ${one.brand}, ${one.lastFour}, ${one.expiry}, ${one.paymentCardId},
                ${one.createdAt}, ${one.createdBy})`,
  );
}

/** Stops charging a card; answers its last four digits, undefined when this account has no such card. */
export async function removeGatewayCard(tx: Tx, accountId: Id, id: Id, at: string): Promise<string | undefined> {
  const found = await row<{ lastFour: string }>(
    tx,
    sql`update gateway_card
           set removed_at = ${at}
         where id = ${id}
           and account_id = ${accountId}
           and removed_at is null
     returning last_four as "lastFour"`,
  );
  return found?.lastFour;
}

/** The newest stored card of each Post-Paid account that has none at this gateway and owes something; expired ones are left out. */
export async function findCardsToHandOver(
  tx: Tx,
  gateway: string,
  month: string,
  limit: number,
): Promise<readonly { readonly cardId: Id; readonly accountId: Id }[]> {
  return rows(
    tx,
    sql`select distinct on (c.account_id) c.id as "cardId", c.account_id as "accountId"
          from payment_card c
          join account a on a.id = c.account_id and a.payment_type = 'post_paid'
         where lpad(c.expiry_year::text, 4, '0') || '-' || lpad(c.expiry_month::text, 2, '0') >= ${month}
           and exists (select from invoice_debt d where d.account_id = c.account_id and d.side = 'owed' and d.open > 0)
           and not exists (select from gateway_card g where g.account_id = c.account_id and g.gateway = ${gateway} and g.removed_at is null)
           and not exists (select from gateway_card g where g.payment_card_id = c.id and g.gateway = ${gateway})
         order by c.account_id, c.id desc
         limit ${limit}`,
  );
}
