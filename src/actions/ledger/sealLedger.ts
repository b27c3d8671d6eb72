import * as seals from '../../db/tables/ledgerSeals.ts';
import { action, done } from '../action.ts';

/** What was sealed last; `sealed` = how many transfers this time. */
export type Sealed = { readonly sealed: number; readonly last: { readonly id: bigint; readonly hash: string } | null };

/** Below every id that the database gives out: the first seal begins here, so that nothing can stand before it. */
const beforeAll = -(2n ** 63n);
const nothing = new Uint8Array(32);

/**
 * Puts the next seal on the ledger: over the oldest transfers without one, at most `limit`, of which it is certain that no
 * transaction can still add one among them (docs/decisions/0029). Answers `sealed` 0 when there is nothing to do yet.
 */
export const sealLedger = action<{ readonly limit: number }, Sealed>('ledger.seal', 'system.read', async (work, { limit }) => {
  if (!(await seals.lockSealing(work.tx))) return done({ sealed: 0, last: null }, null);
  const last = await seals.findLastSeal(work.tx);
  const horizon = await seals.findHorizon(work.tx);
  const after = last?.uptoTransfer ?? beforeAll;
  const upto = horizon && (await seals.findSealEnd(work.tx, after, horizon.upto, limit));
  if (horizon === undefined || upto === undefined) return done({ sealed: 0, last: last ? headOf(last) : null }, null);
  const id = (last?.id ?? 0n) + 1n;
  const range = { after, upto, markedAt: horizon.markedAt };
  const drawn = await seals.drawSeal(work.tx, id, last?.hash ?? nothing, range);
  const { ledgerKey } = work.safe;
  await seals.insertSeal(work.tx, id, range, drawn, { keyId: ledgerKey.id, signature: ledgerKey.sign(drawn.hash) });
  await seals.addToSums(work.tx, after, upto);
  return done({ sealed: drawn.transfer_count, last: headOf({ id, hash: drawn.hash }) }, null);
});

const headOf = ({ id, hash }: { readonly id: bigint; readonly hash: Uint8Array }) => ({
  id,
  hash: Buffer.from(hash).toString('hex'),
});
