import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import {
  type Forwarding,
  type ForwardTarget,
  forwardConditions,
  forwardingFaults,
  type Voicemail,
} from '../../core/calls/forwarding.ts';
import { findAccountTargets } from '../../db/tables/accountTargets.ts';
import {
  findKnownNumbers,
  lockPhoneFeatures,
  type PhoneFeatures,
  type PhoneSwitches,
  type StoredFeatures,
  savePhoneFeatures,
} from '../../db/tables/phoneFeatures.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';

/** Calls at once undefined: as it is. */
type WishedSwitches = Omit<PhoneSwitches, 'callWaitingLimit'> & { readonly callWaitingLimit?: number | null | undefined };
export type ChangePhoneFeatures = {
  readonly networkNumberId: Id;
  readonly forwarding: Forwarding;
  readonly voicemail: Voicemail;
  /** A new PIN; undefined keeps the old one. */
  readonly pin: string | undefined;
  /** Undefined keeps them. */
  readonly switches?: WishedSwitches | undefined;
};

/** Says where calls go that a phone does not take, and switches its voicemail. Counts from the next call on. */
export const changePhoneFeatures = action<ChangePhoneFeatures, null>(
  'network_number.change_features',
  'account.change',
  async (work, input) => {
    // Settings before phones, in the order of every action that needs both.
    const plan = await lockSettings(work.tx);
    const phone = await lockPhoneFeatures(work.tx, input.networkNumberId);
    if (!phone) throw new Refusal('not_found');
    const { number, accountId } = phone;
    const { forwarding, voicemail, pin } = input;
    const known = await knownAmong(work, forwarding);
    const { incomingNumbers } = await findAccountTargets(work.tx, accountId);
    const faults = [
      ...forwardingFaults({ number, known, incomingNumbers }, forwarding, voicemail, plan),
      ...pinFaults(phone, input),
    ];
    if (faults.length > 0) throw new Refusal('invalid_input', { faults });
    const switches = input.switches ?? phone.stored;
    const { doNotDisturb, hidesCallerId, doesRingAll, callWaitingLimit = phone.stored.callWaitingLimit } = switches;
    const wished = { ...toStored(forwarding, voicemail), doNotDisturb, hidesCallerId, doesRingAll, callWaitingLimit };
    const changes = fieldChanges(phone.stored, wished);
    if (changes.length === 0 && pin === undefined) return done(null, null);
    await savePhoneFeatures(work.tx, phone.id, wished, pin === undefined ? null : await work.safe.hashPassword(pin));
    return done(null, { accountId, detail: { number, changes, ...(pin !== undefined && { newPin: true }) } });
  },
);

function pinFaults(phone: PhoneFeatures, { voicemail, pin }: ChangePhoneFeatures): readonly FieldFault[] {
  if (!voicemail.isOn || pin !== undefined || phone.hasPin) return [];
  return [{ field: 'voicemail.pin', message: 'Choose a PIN of 4 to 10 digits.' }];
}

async function knownAmong(work: Work, forwarding: Forwarding): Promise<ReadonlySet<string>> {
  const targets = forwardConditions.map((condition) => forwarding[condition]);
  return findKnownNumbers(
    work.tx,
    targets.flatMap((target) => (target?.kind === 'number' ? [target.dialled] : [])),
  );
}

function toStored(
  { always, busy, noAnswer, unreachable, ringSeconds }: Forwarding,
  { isOn, email }: Voicemail,
): Omit<StoredFeatures, keyof PhoneSwitches> {
  return {
    forwardAlways: targetText(always),
    forwardBusy: targetText(busy),
    forwardNoAnswer: targetText(noAnswer),
    forwardUnreachable: targetText(unreachable),
    ringSeconds,
    hasVoicemail: isOn,
    voicemailEmail: email,
  };
}

function targetText(target: ForwardTarget | undefined): string {
  if (!target) return '';
  return target.kind === 'voicemail' ? 'voicemail' : target.dialled;
}
