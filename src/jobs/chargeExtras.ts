import { type ChargedExtras, chargeExtras as chargeSome } from '../actions/extras/chargeExtras.ts';
import type { Office } from './office.ts';

const start = { accountId: 0n, id: 0n };
/** So many extras are charged in one transaction. */
const handful = 50;

/** Charges every extra that fell due, missed periods included. Those that wait for money are tried again the next time. */
export async function chargeExtras({ act }: Pick<Office, 'act'>): Promise<void> {
  let after: ChargedExtras['next'] = start;
  while (after) after = (await act(chargeSome, { after, limit: handful })).next;
}
