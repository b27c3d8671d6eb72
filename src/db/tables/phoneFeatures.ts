import type { Id } from '../../core/base/id.ts';
import type { Seconds } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What a phone does with every call. */
export type PhoneSwitches = {
  readonly doNotDisturb: boolean;
  readonly hidesCallerId: boolean;
  /** Only of a customer number: all phones of the account ring. */
  readonly doesRingAll: boolean;
  /** Calls at once, over which the phone is busy; null = as many as come. */
  readonly callWaitingLimit: number | null;
};
/** Forwarding and voicemail as columns: a target is empty, `voicemail` or a number as dialled. */
export type StoredFeatures = PhoneSwitches & {
  readonly forwardAlways: string;
  readonly forwardBusy: string;
  readonly forwardNoAnswer: string;
  readonly forwardUnreachable: string;
  readonly ringSeconds: Seconds;
  readonly hasVoicemail: boolean;
  readonly voicemailEmail: string;
};
export type PhoneFeatures = {
  readonly id: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly hasPin: boolean;
  readonly stored: StoredFeatures;
};

/** A network number with its forwarding and voicemail, locked; undefined when there is none. */
export async function lockPhoneFeatures(tx: Tx, networkNumberId: Id): Promise<PhoneFeatures | undefined> {
  const found = await row<Omit<PhoneFeatures, 'stored'> & StoredFeatures>(
    tx,
    sql`select id, account_id as "accountId", number, has_voicemail_pin as "hasPin", forward_always as "forwardAlways",
               forward_busy as "forwardBusy", forward_no_answer as "forwardNoAnswer", forward_unreachable as "forwardUnreachable",
               ring_seconds as "ringSeconds", has_voicemail as "hasVoicemail", voicemail_email as "voicemailEmail",
               do_not_disturb as "doNotDisturb", hides_caller_id as "hidesCallerId", does_ring_all as "doesRingAll",
               call_waiting_limit as "callWaitingLimit"
          from network_number
         where id = ${networkNumberId}
           for no key update`,
  );
  if (!found) return undefined;
  const { id, accountId, number, hasPin, ...stored } = found;
  return { id, accountId, number, hasPin, stored };
}

/** Which of these are network numbers. */
export async function findKnownNumbers(tx: Tx, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ number: string }>(tx, sql`select number from network_number where number = any (${numbers})`);
  return new Set(found.map((one) => one.number));
}

/** `pinHash` null keeps the PIN. */
export async function savePhoneFeatures(tx: Tx, networkNumberId: Id, one: StoredFeatures, pinHash: string | null): Promise<void> {
  await rows(
    tx,
    sql`update network_number
           set forward_always = ${one.forwardAlways}, forward_busy = ${one.forwardBusy}, forward_no_answer = ${one.forwardNoAnswer},
               forward_unreachable = ${one.forwardUnreachable}, ring_seconds = ${one.ringSeconds}, has_voicemail = ${one.hasVoicemail},
               do_not_disturb = ${one.doNotDisturb}, hides_caller_id = ${one.hidesCallerId}, does_ring_all = ${one.doesRingAll},
               call_waiting_limit = ${one.callWaitingLimit},
               voicemail_email = ${one.voicemailEmail}, voicemail_pin_hash = coalesce(${pinHash}, voicemail_pin_hash)
         where id = ${networkNumberId}`,
  );
}
