import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { LocalDate } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewVoucherBatch = {
  readonly name: string;
  readonly prefix: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly count: number;
  readonly expiresOn: LocalDate | null;
  readonly createdAt: string;
  readonly createdBy: string;
};

/** Undefined: the name is taken. */
export async function insertVoucherBatch(tx: Tx, one: NewVoucherBatch): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into voucher_batch (name, prefix, amount, currency, count, expires_on, created_at, created_by)
        values (${one.name}, ${one.prefix}, ${one.amount}, ${one.currency}, ${one.count}, ${one.expiresOn}, ${one.createdAt},
                ${one.createdBy})
   on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function insertVouchers(
  tx: Tx,
  batchId: Id,
  codes: readonly { readonly hash: string; readonly end: string }[],
): Promise<void> {
  await rows(
    tx,
    sql`insert into voucher (batch_id, code_hash, last_four)
        select ${batchId}, hash, last_four
          from unnest(${codes.map((one) => one.hash)}::text[], ${codes.map((one) => one.end)}::text[]) as made (hash, last_four)`,
  );
}

/** A voucher, locked: of fifty that redeem it at once, one does. */
export type LockedVoucher = {
  readonly id: Id;
  readonly lastFour: string;
  readonly batchName: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly expiresOn: LocalDate | null;
  readonly isCancelled: boolean;
  readonly paymentId: Id | null;
};

export async function lockVoucher(tx: Tx, codeHash: string): Promise<LockedVoucher | undefined> {
  const locked = await row<{ id: Id }>(tx, sql`select id from voucher where code_hash = ${codeHash} for update`);
  if (!locked) return undefined;
  return row<LockedVoucher>(
    tx,
    sql`select v.id, v.last_four as "lastFour", b.name as "batchName", b.amount, b.currency, b.expires_on as "expiresOn",
               b.cancelled_at is not null as "isCancelled", v.payment_id as "paymentId"
          from voucher v
          join voucher_batch b on b.id = v.batch_id
         where v.id = ${locked.id}
           for share of b`,
  );
}

export async function saveRedeemed(tx: Tx, id: Id, paymentId: Id, at: string): Promise<void> {
  await rows(tx, sql`update voucher set redeemed_at = ${at}, payment_id = ${paymentId} where id = ${id} and payment_id is null`);
}

/** The batch's name; undefined when there is none. Vouchers that were not redeemed are worth nothing from now on. */
export async function saveBatchCancelled(
  tx: Tx,
  id: Id,
  at: string,
  by: string,
): Promise<{ readonly name: string; readonly isNew: boolean } | undefined> {
  const found = await row<{ name: string; isCancelled: boolean }>(
    tx,
    sql`select name, cancelled_at is not null as "isCancelled" from voucher_batch where id = ${id} for update`,
  );
  if (!found) return undefined;
  if (!found.isCancelled)
    await rows(tx, sql`update voucher_batch set cancelled_at = ${at}, cancelled_by = ${by} where id = ${id}`);
  return { name: found.name, isNew: !found.isCancelled };
}

/** Wrong codes since `since`, for this account and from this network. Those who try at once wait for each other. */
export async function countVoucherFailures(
  tx: Tx,
  accountId: Id,
  network: string,
  since: string,
): Promise<{ readonly ofAccount: number; readonly ofNetwork: number }> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`voucher network ${network}`}, 7706))`);
  const found = await row<{ ofAccount: number; ofNetwork: number }>(
    tx,
    sql`select (count(*) filter (where account_id = ${accountId}))::int as "ofAccount",
               (count(*) filter (where network = ${network}))::int as "ofNetwork"
          from voucher_failure
         where (account_id = ${accountId} or network = ${network})
           and at > ${since}`,
  );
  return found ?? { ofAccount: 0, ofNetwork: 0 };
}

export async function insertVoucherFailure(tx: Tx, accountId: Id, network: string, at: string): Promise<void> {
  await rows(tx, sql`insert into voucher_failure (account_id, network, at) values (${accountId}, ${network}, ${at})`);
}

export async function deleteOldVoucherFailures(tx: Tx, before: string): Promise<void> {
  await rows(tx, sql`delete from voucher_failure where at < ${before}`);
}
