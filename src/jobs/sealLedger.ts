import { hasSeal } from '../actions/ledger/hasSeal.ts';
import { markLedger } from '../actions/ledger/markLedger.ts';
import { sealLedger as putSeal } from '../actions/ledger/sealLedger.ts';
import type { Office } from './office.ts';

/** Transfers of one seal: a place is named exactly anyway, and a seal is checked in some 20 ms. */
const transfersOfSeal = 1000;

/** The newest seal, remembered outside the database: seals that are cut off at the end are missed by nothing else. */
export type SealAnchor = {
  readonly read: () => SealName | undefined;
  readonly write: (seal: SealName) => void;
};
export type SealName = { readonly id: bigint; readonly hash: string };

/**
 * Seals what the last mark allows, in short transactions, then marks anew. While a posting hangs, its part of the ledger waits.
 * Throws when the seal that the anchor remembers is not there any more: then the anchor stays as it is, for `ledger verify`.
 */
export async function sealLedger(office: Pick<Office, 'act' | 'sealAnchor'>): Promise<void> {
  let newest = await office.act(putSeal, { limit: transfersOfSeal });
  for (let next = newest; next.sealed > 0; next = await office.act(putSeal, { limit: transfersOfSeal })) newest = next;
  await office.act(markLedger, null);
  const remembered = office.sealAnchor?.read();
  if (newest.last === null || newest.last.hash === remembered?.hash) return;
  if (remembered && !(await office.act(hasSeal, remembered)))
    throw new Error(`seal ${remembered.id} of the ledger has gone or was changed; run "npx vsppanel ledger verify"`);
  office.sealAnchor?.write(newest.last);
}
