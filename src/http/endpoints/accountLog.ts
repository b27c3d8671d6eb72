import { addNote } from '../../actions/accounts/addNote.ts';
import { pinNote } from '../../actions/accounts/pinNote.ts';
import { listHistory } from '../../db/reads/listHistory.ts';
import { findNote, listNotes } from '../../db/reads/listNotes.ts';
import * as contract from '../contract/accounts.ts';
import { found, type Handler, on } from '../door.ts';
import { given, toId, toInstant } from '../wire.ts';
import { getAccount } from './accounts.ts';

/** Which actions belong to what people look for; beginnings of their names. */
const actionsOf: Readonly<Record<(typeof contract.historyKinds)[number], readonly string[]>> = {
  details: ['account.'],
  phones: ['network_number.', 'phone.', 'voicemail.', 'forwarding.', 'incoming_number.', 'ring_group.'],
  money: ['money.', 'card.', 'payment.'],
  notes: ['note.'],
  calls: ['call.'],
};

export const accountLogHandlers: readonly Handler[] = [
  on(contract.listNotes, async ({ params, query }, door) => {
    await getAccount(door, toId(params.id));
    return door.ask((tx) => listNotes(tx, toId(params.id), query, query));
  }),
  on(contract.addNote, async ({ params, body, who }, door) => {
    const noteId = await door.act(who, addNote, { accountId: toId(params.id), body: body.body });
    return found(await door.ask((tx) => findNote(tx, noteId)));
  }),
  on(contract.pinNote, async ({ params, body, who }, door) => {
    const noteId = toId(params.id);
    await door.act(who, pinNote, { noteId, isPinned: body.isPinned });
    return found(await door.ask((tx) => findNote(tx, noteId)));
  }),
  on(contract.listHistory, async ({ params, query }, door) => {
    await getAccount(door, toId(params.id));
    const { kind, actor, from, to, sinceVersion } = query;
    const filter = { actor, from: given(from, toInstant), to: given(to, toInstant), sinceVersion };
    const actions = kind && actionsOf[kind];
    return door.ask((tx) => listHistory(tx, toId(params.id), { ...filter, ...(actions && { actions }) }, query));
  }),
];
