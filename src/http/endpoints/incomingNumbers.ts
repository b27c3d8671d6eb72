import { addIncomingNumbers } from '../../actions/incomingNumbers/addIncomingNumbers.ts';
import { allocateIncomingNumber } from '../../actions/incomingNumbers/allocateIncomingNumber.ts';
import { changeDestination } from '../../actions/incomingNumbers/changeDestination.ts';
import { changeIncomingNumber } from '../../actions/incomingNumbers/changeIncomingNumber.ts';
import { endQuarantine } from '../../actions/incomingNumbers/endQuarantine.ts';
import { releaseIncomingNumber } from '../../actions/incomingNumbers/releaseIncomingNumber.ts';
import { removeIncomingNumber } from '../../actions/incomingNumbers/removeIncomingNumber.ts';
import { addRingGroup } from '../../actions/ringGroups/addRingGroup.ts';
import { changeRingGroup } from '../../actions/ringGroups/changeRingGroup.ts';
import { removeRingGroup } from '../../actions/ringGroups/removeRingGroup.ts';
import type { Id } from '../../core/base/id.ts';
import { unitPrice } from '../../core/base/money.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { findIncomingNumber, listIncomingNumbers } from '../../db/reads/listIncomingNumbers.ts';
import { findRingGroupById, listRingGroups } from '../../db/reads/listRingGroups.ts';
import * as contract from '../contract/incomingNumbers.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

export const incomingNumberHandlers: readonly Handler[] = [
  on(contract.listIncomingNumbers, ({ query }, door) => {
    const { search, state } = query;
    const filter = { search, state, providerId: given(query.providerId, toId), accountId: given(query.accountId, toId) };
    return door.ask((tx) => listIncomingNumbers(tx, filter, query, door.clock()));
  }),
  on(contract.addIncomingNumbers, async ({ body, who }, door) => {
    const numbers = await door.act(who, addIncomingNumbers, { text: body.text, ...termsOf(body) });
    return { numbers: [...numbers] };
  }),
  on(contract.changeIncomingNumber, async ({ params, body, who }, door) => {
    const incomingNumberId = toId(params.id);
    await door.act(who, changeIncomingNumber, { incomingNumberId, ...termsOf(body), version: body.version });
    return shown(door, incomingNumberId);
  }),
  on(contract.removeIncomingNumber, async ({ params, who }, door) => {
    await door.act(who, removeIncomingNumber, { incomingNumberId: toId(params.id) });
    return {};
  }),
  on(contract.allocateIncomingNumber, async ({ params, body, who }, door) => {
    const incomingNumberId = toId(params.id);
    await door.act(who, allocateIncomingNumber, { incomingNumberId, accountId: toId(body.accountId) });
    return shown(door, incomingNumberId);
  }),
  on(contract.releaseIncomingNumber, async ({ params, body, who }, door) => {
    const incomingNumberId = toId(params.id);
    await door.act(who, releaseIncomingNumber, { incomingNumberId, quarantineDays: body.quarantineDays });
    return shown(door, incomingNumberId);
  }),
  on(contract.endQuarantine, async ({ params, who }, door) => {
    const incomingNumberId = toId(params.id);
    await door.act(who, endQuarantine, { incomingNumberId });
    return shown(door, incomingNumberId);
  }),
  on(contract.changeDestination, async ({ params, body, who }, door) => {
    const incomingNumberId = toId(params.id);
    await door.act(who, changeDestination, { incomingNumberId, ...body });
    return shown(door, incomingNumberId);
  }),
  on(contract.listRingGroups, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findAccount(tx, accountId)));
    return { items: await door.ask((tx) => listRingGroups(tx, accountId)) };
  }),
  on(contract.addRingGroup, async ({ params, body: fields, who }, door) => {
    const id = await door.act(who, addRingGroup, { accountId: toId(params.id), fields });
    return found(await door.ask((tx) => findRingGroupById(tx, id)));
  }),
  on(contract.changeRingGroup, async ({ params, body: fields, who }, door) => {
    const ringGroupId = toId(params.id);
    await door.act(who, changeRingGroup, { ringGroupId, fields });
    return found(await door.ask((tx) => findRingGroupById(tx, ringGroupId)));
  }),
  on(contract.removeRingGroup, async ({ params, who }, door) => {
    await door.act(who, removeRingGroup, { ringGroupId: toId(params.id) });
    return {};
  }),
];

type Terms = Readonly<Record<'monthlyCost' | 'monthlyPrice' | 'perMinute', string>> & { readonly providerId: string | null };

const termsOf = ({ providerId, monthlyCost, monthlyPrice, perMinute }: Terms) => ({
  providerId: given(providerId, toId),
  monthlyCost: toAmount(monthlyCost),
  monthlyPrice: toAmount(monthlyPrice),
  perMinute: unitPrice(perMinute),
});

const shown = async (door: Door, id: Id) => found(await door.ask((tx) => findIncomingNumber(tx, id, door.clock())));
