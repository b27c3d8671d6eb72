import * as seals from '../../db/tables/ledgerSeals.ts';
import { action, done } from '../action.ts';

/** Is this very seal still in the database? */
export const hasSeal = action<{ readonly id: bigint; readonly hash: string }, boolean>(
  'ledger.has_seal',
  'system.read',
  async (work, { id, hash }) => done((await seals.findSealHash(work.tx, id)) === hash, null),
);
