import { addCard } from '../../actions/cards/addCard.ts';
import { askReveal } from '../../actions/cards/askReveal.ts';
import { openCard } from '../../actions/cards/openCard.ts';
import { removeCard } from '../../actions/cards/removeCard.ts';
import { replaceCard } from '../../actions/cards/replaceCard.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { findBalance } from '../../db/reads/getAccount.ts';
import { findCard, listCards } from '../../db/reads/listCards.ts';
import * as contract from '../contract/cards.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const cardHandlers: readonly Handler[] = [
  on(contract.listCards, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findBalance(tx, accountId)));
    return { items: await door.ask((tx) => listCards(tx, accountId, door.clock())) };
  }),
  on(contract.addCard, async ({ params, body, who }, door) =>
    getCard(door, await door.act(who, addCard, { accountId: toId(params.id), card: body })),
  ),
  on(contract.replaceCard, async ({ params, body, who }, door) => {
    const ids = { accountId: toId(params.id), cardId: toId(params.cardId) };
    return getCard(door, await door.act(who, replaceCard, { ...ids, card: body }));
  }),
  on(contract.removeCard, async ({ params, who }, door) => {
    await door.act(who, removeCard, { accountId: toId(params.id), cardId: toId(params.cardId) });
    return {};
  }),
  on(contract.revealCard, async ({ params, body, who, raw, reply }, door) => {
    void reply.header('cache-control', 'no-store');
    const ids = { accountId: toId(params.id), cardId: toId(params.cardId) };
    const revealId = await door.act(who, askReveal, { ...ids, ...body, address: raw.ip });
    if (revealId === 'wrong_password') throw fieldRefusal('wrong_credentials', 'password', 'The password is wrong.');
    return { number: await door.act(who, openCard, { revealId }) };
  }),
];

async function getCard(door: Door, cardId: Id) {
  return found(await door.ask((tx) => findCard(tx, cardId, door.clock())));
}
