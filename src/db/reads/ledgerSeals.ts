import type { Instant } from '../../core/base/time.ts';
import { row, sql, type Tx } from '../sql.ts';

/** A seal beside what the ledger says today. `hashNow` = the hash that its own columns make. */
export type SealAndLedger = {
  readonly id: bigint;
  readonly afterTransfer: bigint;
  readonly uptoTransfer: bigint;
  readonly leaves: Uint8Array;
  readonly root: Uint8Array;
  readonly markedAt: Instant;
  readonly sealedAt: Instant;
  readonly hash: Uint8Array;
  readonly hashNow: Uint8Array;
  readonly keyId: string;
  readonly signature: Uint8Array;
  readonly leavesNow: Uint8Array;
  readonly rootNow: Uint8Array;
  readonly postedFirst: Instant | null;
};

/** The first seal with at least this number, checked against the one before it; undefined behind the last one. */
export async function findSealFrom(tx: Tx, id: bigint, previousHash: Uint8Array): Promise<SealAndLedger | undefined> {
  return row<SealAndLedger>(
    tx,
    sql`select s.id, s.after_transfer as "afterTransfer", s.upto_transfer as "uptoTransfer", s.leaves, s.root, s.marked_at as "markedAt",
               s.sealed_at as "sealedAt", s.hash, ledger_seal_hash(${previousHash}, s) as "hashNow", s.key_id as "keyId", s.signature,
               r.leaves as "leavesNow", r.root as "rootNow", r.posted_first as "postedFirst"
          from (select * from ledger_seal where id >= ${id} order by id limit 1) as o
          join ledger_seal s on s.id = o.id
         cross join lateral ledger_range(s.after_transfer, s.upto_transfer) r`,
  );
}

export type SealCount = { readonly seals: bigint; readonly firstSeal: bigint | null; readonly transfers: bigint };

/** How many seals there are, and how many transfers they stand for. */
export async function countSeals(tx: Tx): Promise<SealCount> {
  const found = await row<SealCount>(
    tx,
    sql`select count(*) as seals, min(id) as "firstSeal", coalesce(sum(transfer_count), 0)::bigint as transfers from ledger_seal`,
  );
  return found ?? { seals: 0n, firstSeal: null, transfers: 0n };
}

export async function findSealBefore(
  tx: Tx,
  id: bigint,
): Promise<{ readonly hash: Uint8Array; readonly uptoTransfer: bigint; readonly markedAt: Instant } | undefined> {
  return row(
    tx,
    sql`select hash, upto_transfer as "uptoTransfer", marked_at as "markedAt" from ledger_seal where id = ${id - 1n}`,
  );
}

export type Unsealed = { readonly count: bigint; readonly first: bigint | null; readonly postedFirst: Instant | null };

/** What no seal covers yet, and the earliest instant that any of it claims to be from. */
export async function getUnsealed(tx: Tx, after: bigint): Promise<Unsealed> {
  const found = await row<Unsealed>(
    tx,
    sql`select count(*) as count, min(id) as first, min(posted_at) as "postedFirst" from transfer where id > ${after}`,
  );
  return found ?? { count: 0n, first: null, postedFirst: null };
}
