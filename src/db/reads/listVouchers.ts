import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountName } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type BatchRow = {
  id: string;
  name: string;
  prefix: string;
  amount: Amount;
  currency: string;
  count: number;
  redeemed: number;
  expiresOn: string | null;
  createdAt: Instant;
  createdBy: string;
  cancelledAt: Instant | null;
};

/** Batches of vouchers, newest first. */
export async function listVoucherBatches(tx: Tx, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? ['9223372036854775807'];
  const found = await batchesWhere(tx, sql`b.id < ${after}`, page.limit + 1);
  return pageOf(found, page.limit, toBatch, (one) => cursorOf(one.id));
}

export async function findVoucherBatch(tx: Tx, id: Id) {
  const found = (await batchesWhere(tx, sql`b.id = ${id}`, 1))[0];
  return found && toBatch(found);
}

function batchesWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly BatchRow[]> {
  return rows<BatchRow>(
    tx,
    sql`select b.id::text as id, b.name, b.prefix, b.amount, b.currency, b.count, b.expires_on as "expiresOn", b.created_at as "createdAt",
               b.created_by as "createdBy", b.cancelled_at as "cancelledAt",
               (select count(*) from voucher v where v.batch_id = b.id and v.redeemed_at is not null)::int as redeemed
          from voucher_batch b
         where ${condition}
         order by b.id desc
         limit ${limit}`,
  );
}

function toBatch({ amount, createdAt, cancelledAt, ...shown }: BatchRow) {
  return {
    ...shown,
    amount: formatAmount(amount),
    createdAt: formatInstant(createdAt),
    ...(cancelledAt !== null && { cancelledAt: formatInstant(cancelledAt) }),
  };
}

type VoucherRow = {
  id: string;
  lastFour: string;
  redeemedAt: Instant | null;
  accountId: string | null;
  accountName: string | null;
};

/** The vouchers of a batch: of each the last four signs, and who redeemed it. */
export async function listVouchers(tx: Tx, batchId: Id, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? ['0'];
  const found = await rows<VoucherRow>(
    tx,
    sql`select v.id::text as id, v.last_four as "lastFour", v.redeemed_at as "redeemedAt", a.id::text as "accountId",
               case when a.id is not null then ${accountName} end as "accountName"
          from voucher v
          left join payment p on p.id = v.payment_id
          left join account a on a.id = p.account_id
         where v.batch_id = ${batchId}
           and v.id > ${after}
         order by v.id
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toVoucher, (one) => cursorOf(one.id));
}

function toVoucher({ redeemedAt, accountId, accountName: name, ...shown }: VoucherRow) {
  return {
    ...shown,
    ...(redeemedAt !== null && { redeemedAt: formatInstant(redeemedAt) }),
    ...(accountId !== null && { accountId, accountName: name ?? '' }),
  };
}
