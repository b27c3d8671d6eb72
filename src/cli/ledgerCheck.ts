import type { LedgerKey } from '../core/base/safe.ts';
import type { Instant } from '../core/base/time.ts';
import { countSeals, findSealBefore, findSealFrom, getUnsealed, type SealAndLedger } from '../db/reads/ledgerSeals.ts';
import type { Tx } from '../db/sql.ts';
import { type PlaceChange, placesChanged } from './ledgerPlaces.ts';

/** Something that does not fit: which seal, which transfers, in words. */
export type LedgerFault = { readonly seal: bigint; readonly says: string };
export type LedgerChecked = {
  readonly seals: bigint;
  readonly transfers: bigint;
  readonly faults: readonly LedgerFault[];
  /** Transfers that no seal covers yet. */
  readonly unsealed: bigint;
  readonly sealedAt: Instant | undefined;
};
export type SealName = { readonly id: bigint; readonly hash: string };

/** `lastSeals` checks only so many, from the end. */
export type LedgerCheckOptions = {
  readonly key: LedgerKey;
  readonly anchor: SealName | undefined;
  readonly lastSeals?: bigint;
  readonly onSeal?: (transfers: bigint, ofTransfers: bigint) => void;
};

/** A clock that is set back by less than this is no fault. Milliseconds. */
const clockPlay = 5 * 60_000;
/** Below every transfer. */
const beforeAll = -(2n ** 63n);
/** A ledger that was emptied has a fault in each seal: the first ones say enough. */
const faultsMax = 200;

type Before = { readonly hash: Uint8Array; readonly uptoTransfer: bigint; readonly markedAt: Instant };
const beginning: Before = { hash: new Uint8Array(32), uptoTransfer: beforeAll, markedAt: -8.64e15 as Instant };

/**
 * Compares the ledger with its seals, one seal at a time, so that memory does not grow with the ledger. What it cannot prove:
 * transfers without a seal yet, and what somebody did who has the key and the anchor too (docs/decisions/0029).
 */
export async function checkLedger(tx: Tx, options: LedgerCheckOptions): Promise<LedgerChecked> {
  const { seals, transfers } = await countSeals(tx);
  const faults: LedgerFault[] = [];
  const begin = options.lastSeals === undefined || seals <= options.lastSeals ? 1n : seals - options.lastSeals + 1n;
  let before: Before = begin === 1n ? beginning : ((await findSealBefore(tx, begin)) ?? beginning);
  let isAnchored = options.anchor === undefined || options.anchor.id < begin;
  let next = begin;
  let seen = 0n;
  let sealedAt: Instant | undefined;
  for (let seal = await findSealFrom(tx, next, before.hash); seal; seal = await findSealFrom(tx, next, before.hash)) {
    if (faults.length < faultsMax) faults.push(...faultsOf(seal, next, before, options.key));
    isAnchored ||= options.anchor?.id === seal.id && options.anchor.hash === Buffer.from(seal.hash).toString('hex');
    seen += BigInt(seal.leaves.length / 16);
    options.onSeal?.(seen, transfers);
    before = seal;
    sealedAt = seal.sealedAt;
    next = seal.id + 1n;
  }
  if (!isAnchored && options.anchor)
    faults.push({
      seal: options.anchor.id,
      says: `seal ${options.anchor.id}, remembered outside the database, is not there as it was`,
    });
  const unsealed = await getUnsealed(tx, before.uptoTransfer);
  if (unsealed.postedFirst !== null && unsealed.postedFirst < before.markedAt - clockPlay)
    faults.push({
      seal: next,
      says: `a transfer after ${before.uptoTransfer} claims to be older than the last seal: back-dated`,
    });
  return { seals, transfers: seen, faults, unsealed: unsealed.count, sealedAt };
}

function faultsOf(seal: SealAndLedger, expected: bigint, before: Before, key: LedgerKey): readonly LedgerFault[] {
  const says: string[] = [];
  if (seal.id > expected)
    says.push(`${seal.id - expected === 1n ? `seal ${expected} is` : `seals ${expected} to ${seal.id - 1n} are`} missing`);
  if (seal.id === expected && seal.afterTransfer !== before.uptoTransfer)
    says.push('its range does not begin where the seal before it ends');
  if (seal.id === expected && !isSame(seal.hash, seal.hashNow)) says.push('the seal itself, or the one before it, was changed');
  if (seal.keyId !== key.id || !key.isSigned(seal.hash, seal.signature))
    says.push('it is not signed with the key of this instance');
  if (!isSame(seal.root, seal.rootNow)) says.push(...placesOf(seal));
  if (seal.postedFirst !== null && seal.postedFirst < before.markedAt - clockPlay)
    says.push('a transfer in it claims to be older than the seal before it: back-dated');
  return says.map((one) => ({ seal: seal.id, says: one }));
}

/** The leaves name the transfers; when even they agree, the digests behind them do not. */
function placesOf({ afterTransfer, uptoTransfer, leaves, leavesNow }: SealAndLedger): readonly string[] {
  const words = { missing: 'gone', added: 'put in later', changed: 'changed' } as const;
  const places = placesChanged(leaves, leavesNow);
  const text = ({ kind, from, to }: PlaceChange) =>
    `${from === to ? `transfer ${from} was` : `transfers ${from} to ${to} were`} ${words[kind]}`;
  return places.length > 0
    ? places.map(text)
    : [`something between transfers ${afterTransfer + 1n} and ${uptoTransfer} was changed`];
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
