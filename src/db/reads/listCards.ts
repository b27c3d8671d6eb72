import type { CardBrand } from '../../core/accounts/cardBrand.ts';
import { displayName } from '../../core/accounts/details.ts';
import { hasExpired } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant, localDate } from '../../core/base/time.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type CardRow = {
  id: string;
  brand: CardBrand;
  lastFour: string;
  holder: string;
  month: number;
  year: number;
  createdAt: Instant;
  createdBy: string;
  timeZone: string;
};

/** The cards of an account, newest first, masked. */
export async function listCards(tx: Tx, accountId: Id, now: Instant) {
  return cardsWhere(tx, sql`c.account_id = ${accountId}`, now);
}

export async function findCard(tx: Tx, cardId: Id, now: Instant) {
  return (await cardsWhere(tx, sql`c.id = ${cardId}`, now))[0];
}

async function cardsWhere(tx: Tx, condition: Sql, now: Instant) {
  const found = await rows<CardRow>(
    tx,
    sql`select c.id::text as id, c.brand, c.last_four as "lastFour", c.holder, c.expiry_month as month, c.expiry_year as year,
               c.created_at as "createdAt", c.created_by as "createdBy", s.time_zone as "timeZone"
          from payment_card c
    cross join setting s
         where ${condition}
         order by c.id desc`,
  );
  const twins = found.length === 0 ? [] : await listTwins(tx, condition);
  return found.map(({ month, year, timeZone, ...card }) => ({
    ...card,
    expiry: `${year}-${String(month).padStart(2, '0')}`,
    isExpired: hasExpired({ month, year }, localDate(now, timeZone)),
    createdAt: formatInstant(card.createdAt),
    alsoOn: twins.filter((twin) => twin.cardId === card.id).map(({ accountId, name }) => ({ accountId, name })),
  }));
}

type TwinRow = {
  cardId: string;
  accountId: string;
  firstName: string;
  lastName: string;
  company: string;
  email: string;
  phone: string;
  mobile: string;
  reference: string;
};

/** Where else the same cards are stored. A stolen card is tried on many accounts: twenty are enough to see that. */
async function listTwins(tx: Tx, condition: Sql) {
  const found = await rows<TwinRow>(
    tx,
    sql`select t.card_id::text as "cardId", a.id::text as "accountId", a.first_name as "firstName", a.last_name as "lastName",
               a.company, a.email, a.phone, a.mobile, a.reference
          from payment_card c
          join payment_card_twin t on t.card_id = c.id
          join account a on a.id = t.account_id
         where ${condition}
         order by t.card_id, t.twin_id
         limit 20`,
  );
  return found.map((twin) => ({ cardId: twin.cardId, accountId: twin.accountId, name: displayName(twin) }));
}
