import { adjust } from '../../actions/money/adjust.ts';
import { topUp } from '../../actions/money/topUp.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { addSeconds } from '../../core/base/time.ts';
import { findBalance } from '../../db/reads/getAccount.ts';
import { getStatement } from '../../db/reads/getStatement.ts';
import { listLedger } from '../../db/reads/listLedger.ts';
import * as contract from '../contract/money.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId, toInstant } from '../wire.ts';

export const moneyHandlers: readonly Handler[] = [
  on(contract.topUp, async ({ params, body, who }, door) => {
    const accountId = toId(params.id);
    const posted = await door.act(who, topUp, { accountId, ...body, amount: toAmount(body.amount) });
    return movementOf(door, accountId, posted);
  }),
  on(contract.adjust, async ({ params, body, who }, door) => {
    const accountId = toId(params.id);
    const posted = await door.act(who, adjust, { accountId, ...body, amount: toAmount(body.amount) });
    return movementOf(door, accountId, posted);
  }),
  on(contract.listLedger, async ({ params, query }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findBalance(tx, accountId)));
    return door.ask((tx) => listLedger(tx, accountId, query));
  }),
  on(contract.getStatement, async ({ params, query }, door) => {
    const accountId = toId(params.id);
    const { currency } = found(await door.ask((tx) => findBalance(tx, accountId)));
    const period = { from: given(query.from, toInstant), at: toInstant(query.at) };
    // What has not come yet could be another statement tomorrow.
    if (period.at > addSeconds(door.clock(), 60)) throw fieldRefusal('invalid_input', 'at', 'This moment has not come yet.');
    return { ...(await door.ask((tx) => getStatement(tx, accountId, period, query))), currency };
  }),
];

async function movementOf(door: Door, accountId: Id, posted: { readonly transferId: Id; readonly isNew: boolean }) {
  const balance = found(await door.ask((tx) => findBalance(tx, accountId)));
  return { transferId: String(posted.transferId), isNew: posted.isNew, balance };
}
