import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { RecordingAnnouncement, RecordingMode } from '../../core/routing/recordingWish.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';
import { type ForwardingRow, forwardingColumns, shownForwarding } from './forwardingRow.ts';

type PhoneRow = {
  id: string;
  number: string;
  label: string;
  callerId: string;
  callLimit: number | null;
  isActive: boolean;
  isCustomerNumber: boolean;
  createdAt: Instant;
  hasVoicemail: boolean;
  voicemailEmail: string;
  hasPin: boolean;
  newMessages: number;
  doNotDisturb: boolean;
  hidesCallerId: boolean;
  doesRingAll: boolean;
  callWaitingLimit: number | null;
  recordingMode: RecordingMode;
  recordingAnnouncement: RecordingAnnouncement | null;
  requiresEncryption: boolean;
} & ForwardingRow;
type RegistrationRow = {
  networkNumber: string;
  protocol: 'sip' | 'iax';
  address: string;
  port: number | null;
  userAgent: string | null;
  isEncrypted: boolean;
  until: Instant;
  isBrowser: boolean;
};

/** The phones of an account, the customer number first, and where each is registered. */
export async function listPhones(tx: Tx, accountId: Id) {
  return phonesWhere(tx, sql`n.account_id = ${accountId}`);
}

export async function findPhone(tx: Tx, networkNumberId: Id) {
  return (await phonesWhere(tx, sql`n.id = ${networkNumberId}`))[0];
}

async function phonesWhere(tx: Tx, condition: Sql) {
  const phones = await rows<PhoneRow>(
    tx,
    sql`select n.id::text as id, n.number, n.label, n.caller_id as "callerId", n.call_limit as "callLimit",
               n.is_active as "isActive", n.number = a.customer_number as "isCustomerNumber", n.created_at as "createdAt",
               n.has_voicemail as "hasVoicemail", n.voicemail_email as "voicemailEmail", n.has_voicemail_pin as "hasPin",
               n.do_not_disturb as "doNotDisturb", n.hides_caller_id as "hidesCallerId", n.does_ring_all as "doesRingAll", n.call_waiting_limit as "callWaitingLimit",
               n.records as "recordingMode", n.recording_announcement as "recordingAnnouncement",
               n.requires_encryption as "requiresEncryption", ${forwardingColumns},
               (select count(*)::int from voicemail_message m
                 where m.network_number_id = n.id and m.removed_at is null and m.heard_at is null) as "newMessages"
          from network_number n
          join account a on a.id = n.account_id
         where ${condition}
         order by n.number <> a.customer_number, n.id`,
  );
  const registrations = await rows<RegistrationRow>(
    tx,
    sql`select network_number as "networkNumber", protocol, address, port, user_agent as "userAgent", is_encrypted as "isEncrypted",
               registered_until as until, browser_phone is not null as "isBrowser"
          from phone_registration
         where network_number = any (${phones.map((phone) => phone.number)})
         order by registered_until desc`,
  );
  return phones.map(
    ({
      hasVoicemail,
      voicemailEmail,
      hasPin,
      newMessages,
      doNotDisturb,
      hidesCallerId,
      doesRingAll,
      callWaitingLimit,
      ...phone
    }) => ({
      ...phone,
      forwarding: shownForwarding(phone),
      voicemail: { isOn: hasVoicemail, email: voicemailEmail, hasPin, newMessages },
      switches: { doNotDisturb, hidesCallerId, doesRingAll, callWaitingLimit },
      createdAt: formatInstant(phone.createdAt),
      registrations: registrations.filter((one) => one.networkNumber === phone.number).map(toRegistration),
    }),
  );
}

function toRegistration(found: RegistrationRow) {
  return {
    protocol: found.protocol,
    address: found.address ?? '',
    ...(found.port !== null && { port: found.port }),
    userAgent: found.userAgent ?? '',
    isEncrypted: found.isEncrypted,
    until: formatInstant(found.until),
    isBrowser: found.isBrowser,
  };
}
