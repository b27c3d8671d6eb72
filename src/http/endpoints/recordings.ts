import { changeNumberRecording } from '../../actions/incomingNumbers/changeNumberRecording.ts';
import { changePhoneSafety } from '../../actions/networkNumbers/changePhoneSafety.ts';
import { listenToOwnRecording } from '../../actions/portal/listenToOwnRecording.ts';
import { removeOwnRecording } from '../../actions/portal/removeOwnRecording.ts';
import { changeRecordingSettings } from '../../actions/recordings/changeRecordingSettings.ts';
import { listenToRecording } from '../../actions/recordings/listenToRecording.ts';
import { removeRecording } from '../../actions/recordings/removeRecording.ts';
import { findIncomingNumber } from '../../db/reads/listIncomingNumbers.ts';
import { findPhone } from '../../db/reads/listPhones.ts';
import { getRecordingSettings, listRecordings } from '../../db/reads/recordings.ts';
import * as contract from '../contract/recordings.ts';
import { found, type Handler, on } from '../door.ts';
import { sendSound } from '../sendSound.ts';
import { given, toId } from '../wire.ts';

/** Recorded calls: of staff for all accounts, of a customer for their own. */
export const recordingHandlers: readonly Handler[] = [
  on(contract.listRecordings, ({ query }, door) =>
    door.ask((tx) => listRecordings(tx, { ...query, accountId: given(query.accountId, toId) }, query)),
  ),
  on(contract.listenToRecording, async ({ params, who, raw, reply }, door) => {
    const name = await door.act(who, listenToRecording, { recordingId: toId(params.id) });
    sendSound(raw, reply, found(await door.callRecording(name)), `call-${params.id}`);
    return reply as never;
  }),
  on(contract.removeRecording, async ({ params, who }, door) => {
    await door.act(who, removeRecording, { recordingId: toId(params.id) });
    return {};
  }),
  on(contract.getRecordingSettings, (_, door) => door.ask(getRecordingSettings)),
  on(contract.changeRecordingSettings, async ({ body, who }, door) => {
    await door.act(who, changeRecordingSettings, body);
    return door.ask(getRecordingSettings);
  }),
  on(contract.changePhoneSafety, async ({ params, body, who }, door) => {
    const networkNumberId = toId(params.id);
    await door.act(who, changePhoneSafety, { networkNumberId, ...body });
    return found(await door.ask((tx) => findPhone(tx, networkNumberId)));
  }),
  on(contract.changeNumberRecording, async ({ params, body, who }, door) => {
    const incomingNumberId = toId(params.id);
    await door.act(who, changeNumberRecording, { incomingNumberId, ...body });
    return found(await door.ask((tx) => findIncomingNumber(tx, incomingNumberId, door.clock())));
  }),
  on(contract.listPortalRecordings, async ({ query, who }, door) => {
    const { isInPortal } = await door.ask(getRecordingSettings);
    if (!isInPortal) return { items: [] };
    const page = await door.ask((tx) => listRecordings(tx, { accountId: who.accountId }, query));
    return { ...page, items: page.items.map(({ accountId: _, accountName: _name, callId: _call, ...one }) => one) };
  }),
  on(contract.listenToOwnRecording, async ({ params, who, raw, reply }, door) => {
    const name = await door.act(who, listenToOwnRecording, { recordingId: toId(params.id) });
    sendSound(raw, reply, found(await door.callRecording(name)), `call-${params.id}`);
    return reply as never;
  }),
  on(contract.removeOwnRecording, async ({ params, who }, door) => {
    await door.act(who, removeOwnRecording, { recordingId: toId(params.id) });
    return {};
  }),
];
