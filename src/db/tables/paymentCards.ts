import type { CardBrand } from '../../core/accounts/cardBrand.ts';
import type { PaymentCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What is stored of a card; its number only sealed. */
export type StoredCard = {
  readonly id: Id;
  readonly accountId: Id;
  readonly brand: CardBrand;
  readonly lastFour: string;
  readonly holder: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly numberSealed: Uint8Array;
  readonly dataKeyWrapped: Uint8Array;
  readonly keyId: string;
};
const columns = sql`id, account_id as "accountId", brand, last_four as "lastFour", holder, expiry_month as "expiryMonth",
  expiry_year as "expiryYear", number_sealed as "numberSealed", data_key_wrapped as "dataKeyWrapped", key_id as "keyId"`;

/** The id of the next card: what is sealed is bound to it, so it must be known before. */
export async function nextCardId(tx: Tx): Promise<Id> {
  const found = await row<{ id: Id }>(tx, sql`select nextval('payment_card_id_seq') as id`);
  if (!found) throw new Error('there is no next card id');
  return found.id;
}

export type NewCard = Omit<PaymentCard, 'number'> & {
  readonly id: Id;
  readonly accountId: Id;
  readonly numberSealed: Uint8Array;
  readonly dataKeyWrapped: Uint8Array;
  readonly keyId: string;
  readonly fingerprint: Uint8Array;
  readonly createdAt: string;
  readonly createdBy: string;
};

export async function insertCard(tx: Tx, card: NewCard): Promise<void> {
  await rows(
    tx,
    sql`insert into payment_card (id, account_id, brand, last_four, holder, expiry_month, expiry_year, number_sealed,
                                  data_key_wrapped, key_id, fingerprint, created_at, created_by)
        values (${card.id}, ${card.accountId}, ${card.brand}, ${card.lastFour}, ${card.holder}, ${card.expiry.month},
                ${card.expiry.year}, ${card.numberSealed}, ${card.dataKeyWrapped}, ${card.keyId}, ${card.fingerprint},
                ${card.createdAt}, ${card.createdBy})`,
  );
}

/** A card of this account, locked; undefined when the account has no such card. */
export async function lockCard(tx: Tx, accountId: Id, cardId: Id): Promise<StoredCard | undefined> {
  return row<StoredCard>(
    tx,
    sql`select ${columns} from payment_card where id = ${cardId} and account_id = ${accountId} for update`,
  );
}

export async function countCards(tx: Tx, accountId: Id): Promise<number> {
  const found = await row<{ n: number }>(tx, sql`select count(*)::int as n from payment_card where account_id = ${accountId}`);
  return found?.n ?? 0;
}

export async function deleteCard(tx: Tx, cardId: Id): Promise<void> {
  await rows(tx, sql`delete from payment_card where id = ${cardId}`);
}

/** Cards under another key than this one, locked, oldest first. */
export async function lockCardsUnderOtherKeys(tx: Tx, keyId: string, limit: number): Promise<readonly StoredCard[]> {
  return rows<StoredCard>(
    tx,
    sql`select ${columns} from payment_card where key_id <> ${keyId} order by id limit ${limit} for update`,
  );
}

export async function saveDataKey(tx: Tx, cardId: Id, dataKeyWrapped: Uint8Array, keyId: string): Promise<void> {
  await rows(tx, sql`update payment_card set data_key_wrapped = ${dataKeyWrapped}, key_id = ${keyId} where id = ${cardId}`);
}
