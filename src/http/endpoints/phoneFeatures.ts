import type * as z from 'zod';
import { changePhoneFeatures } from '../../actions/networkNumbers/changePhoneFeatures.ts';
import { listenToMessage } from '../../actions/voicemail/listenToMessage.ts';
import { removeMessage } from '../../actions/voicemail/removeMessage.ts';
import { isEmergency, normaliseNumber } from '../../core/base/phone.ts';
import { fieldRefusal, refusals } from '../../core/base/refusal.ts';
import { mayCall } from '../../core/calls/caller.ts';
import type { Forwarding, ForwardTarget } from '../../core/calls/forwarding.ts';
import { findCaller, getCallSettings } from '../../db/reads/callControl.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { listMessages } from '../../db/reads/listMessages.ts';
import { findPhone } from '../../db/reads/listPhones.ts';
import { findRateFor } from '../../db/reads/packageRates.ts';
import * as contract from '../contract/phoneFeatures.ts';
import { fromRate } from '../contract/rates.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const phoneFeatureHandlers: readonly Handler[] = [
  on(contract.changePhoneFeatures, async ({ params, body, who }, door) => {
    const networkNumberId = toId(params.id);
    const { isOn, email, pin } = body.voicemail;
    const forwarding = toForwarding(body.forwarding);
    await door.act(who, changePhoneFeatures, {
      networkNumberId,
      forwarding,
      voicemail: { isOn, email },
      pin,
      switches: body.switches,
    });
    const { forwarding: saved, voicemail, switches } = found(await door.ask((tx) => findPhone(tx, networkNumberId)));
    return { forwarding: saved, voicemail, switches };
  }),
  on(contract.checkForward, async ({ params, body }, door) => {
    const phone = found(await door.ask((tx) => findPhone(tx, toId(params.id))));
    return costOf(door, phone.number, body.number);
  }),
  on(contract.listMessages, async ({ params }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => findAccount(tx, accountId)));
    return { items: await door.ask((tx) => listMessages(tx, accountId)) };
  }),
  on(contract.listenToMessage, async ({ params, who, reply }, door) => {
    const recording = await door.act(who, listenToMessage, { messageId: toId(params.id) });
    const sound = found(await door.recording(recording));
    void reply.header('cache-control', 'no-store').type('audio/wav').send(sound);
    return reply as never;
  }),
  on(contract.removeMessage, async ({ params, who }, door) => {
    await door.act(who, removeMessage, { messageId: toId(params.id) });
    return {};
  }),
];

type Wished = z.output<typeof contract.changePhoneFeatures.body>['forwarding'];

/** From the wire to core's forwarding. */
export function toForwarding(wished: Wished): Forwarding {
  const targets = (['always', 'busy', 'noAnswer', 'unreachable'] as const).flatMap((condition) => {
    const target = toTarget(wished[condition]);
    return target ? [[condition, target] as const] : [];
  });
  return { ...Object.fromEntries(targets), ringSeconds: wished.ringSeconds };
}

function toTarget({ to, number }: Wished['busy']): ForwardTarget | undefined {
  if (to === 'nobody') return undefined;
  return to === 'voicemail' ? { kind: 'voicemail' } : { kind: 'number', dialled: number };
}

/** A network number costs nothing; anything else is priced as the account's own call. */
async function costOf(door: Door, own: string, dialled: string) {
  const caller = found(await door.ask((tx) => findCaller(tx, own)));
  const { currency } = found(await door.ask((tx) => findAccount(tx, caller.accountId)));
  const { dialPlan } = await door.ask(getCallSettings);
  const isOurs = (await door.ask((tx) => findCaller(tx, dialled))) !== undefined;
  if (isOurs) return { number: dialled, kind: 'internal' as const, rate: null, currency };
  const normalised = normaliseNumber(dialled, dialPlan);
  if (!normalised.ok || isEmergency(dialled, dialPlan)) throw fieldRefusal('invalid_number', 'number', refusals.invalid_number);
  const { number } = normalised;
  const match = await door.ask((tx) => findRateFor(tx, caller.billingPackageId, number, door.clock()));
  if (!match) throw fieldRefusal('no_rate', 'number', refusals.no_rate);
  if (match.rate.blocked || !mayCall(caller, number))
    throw fieldRefusal('destination_blocked', 'number', refusals.destination_blocked);
  return { number, kind: 'outside' as const, rate: fromRate(match.rate), currency };
}
