import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Destination, DestinationWindow } from '../../core/routing/incomingNumber.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type StoredIncomingNumber = {
  readonly id: Id;
  readonly number: string;
  readonly providerId: Id | null;
  readonly monthlyCost: Amount;
  readonly monthlyPrice: Amount;
  readonly rateId: Id | null;
  readonly accountId: Id | null;
  readonly extraId: Id | null;
  /** ISO 8601. */
  readonly quarantinedUntil: string | null;
  readonly destination: Destination;
  readonly windows: readonly DestinationWindow[];
  readonly version: number;
};

/** An incoming number, locked: who allocates at the same moment waits and then sees who has it. */
export async function lockIncomingNumber(tx: Tx, id: Id): Promise<StoredIncomingNumber | undefined> {
  const found = await row<Omit<StoredIncomingNumber, 'quarantinedUntil'> & { quarantinedUntil: number | null }>(
    tx,
    sql`select id, number, provider_id as "providerId", monthly_cost as "monthlyCost", monthly_price as "monthlyPrice",
               rate_id as "rateId", account_id as "accountId", extra_id as "extraId", quarantined_until as "quarantinedUntil",
               destination, windows, version
          from incoming_number
         where id = ${id}
           for update`,
  );
  if (!found) return undefined;
  const { quarantinedUntil } = found;
  return { ...found, quarantinedUntil: quarantinedUntil === null ? null : new Date(quarantinedUntil).toISOString() };
}

export type NewStockNumbers = {
  readonly numbers: readonly string[];
  readonly providerId: Id | null;
  readonly monthlyCost: Amount;
  readonly monthlyPrice: Amount;
  readonly at: string;
};

/** Puts numbers into the stock; the answer has those that were new. */
export async function insertIncomingNumbers(
  tx: Tx,
  one: NewStockNumbers,
): Promise<readonly { readonly id: Id; readonly number: string }[]> {
  return rows(
    tx,
    sql`insert into incoming_number (number, provider_id, monthly_cost, monthly_price, created_at)
        select number, ${one.providerId}, ${one.monthlyCost}, ${one.monthlyPrice}, ${one.at}
          from unnest(${one.numbers}::text[]) with ordinality as typed (number, position)
         order by position
            on conflict (number) do nothing
     returning id, number`,
  );
}

export type NumberTerms = {
  readonly providerId: Id | null;
  readonly monthlyCost: Amount;
  readonly monthlyPrice: Amount;
  readonly rateId: Id | null;
};

export async function saveTerms(tx: Tx, id: Id, terms: NumberTerms): Promise<void> {
  await rows(
    tx,
    sql`update incoming_number
           set provider_id = ${terms.providerId}, monthly_cost = ${terms.monthlyCost}, monthly_price = ${terms.monthlyPrice},
               rate_id = ${terms.rateId}
         where id = ${id}`,
  );
}

export async function saveOwner(tx: Tx, id: Id, accountId: Id, extraId: Id | null, at: string): Promise<void> {
  await rows(
    tx,
    sql`update incoming_number
           set account_id = ${accountId}, extra_id = ${extraId}, allocated_at = ${at}, quarantined_until = null,
               destination = '{"kind": "all_phones"}', windows = '[]'
         where id = ${id}`,
  );
}

export async function saveExtra(tx: Tx, id: Id, extraId: Id | null): Promise<void> {
  await rows(tx, sql`update incoming_number set extra_id = ${extraId} where id = ${id}`);
}

/** Back into the stock; `until` null = may be allocated at once. */
export async function takeOwnerAway(tx: Tx, id: Id, until: string | null): Promise<void> {
  await rows(
    tx,
    sql`update incoming_number
           set account_id = null, extra_id = null, allocated_at = null, quarantined_until = ${until},
               destination = '{"kind": "all_phones"}', windows = '[]'
         where id = ${id}`,
  );
}

export async function saveDestination(
  tx: Tx,
  id: Id,
  destination: Destination,
  windows: readonly DestinationWindow[],
): Promise<void> {
  await rows(
    tx,
    sql`update incoming_number
           set destination = ${JSON.stringify(destination)}, windows = ${JSON.stringify(windows)}
         where id = ${id}`,
  );
}

export async function deleteIncomingNumber(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`delete from incoming_number where id = ${id}`);
}

/** Which of these numbers stand in the system, and which account has each (null = in stock). */
export async function findIncomingOwners(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, Id | null>> {
  const found = await rows<{ number: string; accountId: Id | null }>(
    tx,
    sql`select number, account_id as "accountId" from incoming_number where number = any (${numbers})`,
  );
  return new Map(found.map((one) => [one.number, one.accountId]));
}

/** True when a number of the account sends calls to this ring group. */
export async function isGroupUsed(tx: Tx, accountId: Id, ringGroupId: Id): Promise<boolean> {
  const target = JSON.stringify({ kind: 'ring_group', ringGroupId: String(ringGroupId) });
  const inWindow = JSON.stringify([{ destination: JSON.parse(target) }]);
  const found = await row<{ id: Id }>(
    tx,
    sql`select id
          from incoming_number
         where account_id = ${accountId}
           and (destination = ${target}::jsonb or windows @> ${inWindow}::jsonb)
         limit 1`,
  );
  return found !== undefined;
}
