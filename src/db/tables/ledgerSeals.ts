import type { Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Which seal is the last one, and how it ends. */
export type SealHead = { readonly id: bigint; readonly uptoTransfer: bigint; readonly hash: Uint8Array };

/** A seal that has everything but its signature. */
export type UnsignedSeal = {
  readonly id: bigint;
  readonly afterTransfer: bigint;
  readonly uptoTransfer: bigint;
  readonly transferCount: number;
  readonly hash: Uint8Array;
};

/** One process seals at a time; another one that tries waits for nothing and does nothing. False: somebody else is at it. */
export async function lockSealing(tx: Tx): Promise<boolean> {
  const found = await row<{ got: boolean }>(tx, sql`select pg_try_advisory_xact_lock(290001) as got`);
  return found?.got ?? false;
}

/** Looks how far transfers have been given out; must be the first thing a transaction writes (migration 0029, ledger_mark). */
export async function mark(tx: Tx): Promise<void> {
  await rows(tx, sql`select ledger_mark()`);
}

/** Up to which transfer everything is decided since the last mark; undefined while a transaction from before it goes on. */
export async function findHorizon(tx: Tx): Promise<{ readonly upto: bigint; readonly markedAt: string } | undefined> {
  const found = await row<{ upto: bigint | null; markedAt: string }>(
    tx,
    sql`select upto, marked_at::text as "markedAt" from ledger_horizon()`,
  );
  return found && found.upto !== null ? { upto: found.upto, markedAt: found.markedAt } : undefined;
}

export async function findLastSeal(tx: Tx): Promise<SealHead | undefined> {
  return row(tx, sql`select id, upto_transfer as "uptoTransfer", hash from ledger_seal order by id desc limit 1`);
}

/** Hex; undefined when there is no such seal. */
export async function findSealHash(tx: Tx, id: bigint): Promise<string | undefined> {
  return (await row<{ hash: string }>(tx, sql`select encode(hash, 'hex') as hash from ledger_seal where id = ${id}`))?.hash;
}

/** The id of the last transfer of the next seal: the `limit`-th after the last one, or the horizon when there are fewer. */
export async function findSealEnd(tx: Tx, after: bigint, horizon: bigint, limit: number): Promise<bigint | undefined> {
  const found = await row<{ count: number; last: bigint | null }>(
    tx,
    sql`select count(*)::int as count, max(id) as last
          from (select id from transfer where id > ${after} and id <= ${horizon} order by id limit ${limit}) as next_ones`,
  );
  if (!found || found.last === null) return undefined;
  return found.count < limit ? horizon : found.last;
}

/** What a seal over this range says; the database makes the digests, whoever holds the key signs the hash. */
export async function drawSeal(tx: Tx, id: bigint, previous: Uint8Array, range: SealRange): Promise<DrawnSeal> {
  const found = await row<DrawnSeal>(
    tx,
    sql`select s.*, ledger_seal_hash(${previous}, row(${id}::bigint, ${range.after}::bigint, ${range.upto}::bigint, s.transfer_count, s.leaves, s.root,
                                                      s.marked_at, s.sealed_at, null, null, null)::ledger_seal) as hash
          from (select transfer_count, leaves, root, ${range.markedAt}::timestamptz as marked_at,
                       date_trunc('milliseconds', clock_timestamp()) as sealed_at
                  from ledger_range(${range.after}, ${range.upto})) s`,
  );
  if (!found) throw new Error('ledger_range answered nothing');
  return found;
}

export type SealRange = { readonly after: bigint; readonly upto: bigint; readonly markedAt: string };
export type DrawnSeal = {
  readonly transfer_count: number;
  readonly leaves: Uint8Array;
  readonly root: Uint8Array;
  readonly sealed_at: Instant;
  readonly hash: Uint8Array;
};

export async function insertSeal(
  tx: Tx,
  id: bigint,
  range: SealRange,
  drawn: DrawnSeal,
  signed: { readonly keyId: string; readonly signature: Uint8Array },
): Promise<void> {
  await rows(
    tx,
    sql`insert into ledger_seal (id, after_transfer, upto_transfer, transfer_count, leaves, root, marked_at, sealed_at, hash, key_id, signature)
        values (${id}, ${range.after}, ${range.upto}, ${drawn.transfer_count}, ${drawn.leaves}, ${drawn.root}, ${range.markedAt},
                ${new Date(drawn.sealed_at)}, ${drawn.hash}, ${signed.keyId}, ${signed.signature})`,
  );
}

/** Keeps the sums of sealed entries (table ledger_sum) up with a new seal. */
export async function addToSums(tx: Tx, after: bigint, upto: bigint): Promise<void> {
  await rows(
    tx,
    sql`insert into ledger_sum (account_id, total)
        select coalesce(account_id, 0), sum(amount)::bigint
          from entry
         where transfer_id > ${after}
           and transfer_id <= ${upto}
         group by 1
         order by 1
            on conflict (account_id) do update set total = ledger_sum.total + excluded.total`,
  );
}
