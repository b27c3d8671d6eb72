import type { FieldChange } from '../../../core/base/fieldChange.ts';

/** What was done, in the operator's words; an action that is new here is spelled out of its name. */
const actionWords: Readonly<Record<string, string>> = {
  'account.add': 'Account added',
  'account.change': 'Details or settings changed',
  'account.set_active': 'Activation changed',
  'account.set_caller_group': 'Caller group changed',
  'note.add': 'Note added',
  'note.pin': 'Pin of a note changed',
  'money.top_up': 'Topped up',
  'money.adjust': 'Balance adjusted',
  'network_number.add': 'Phone added',
  'network_number.change': 'Phone changed',
  'network_number.change_features': 'Forwarding or voicemail changed',
  'network_number.change_safety': 'Recording or encryption changed',
  'incoming_number.change_recording': 'Recording of a number changed',
  'recording.listen': 'Heard a recorded call',
  'recording.remove': 'Recorded call deleted',
  'voicemail.listen': 'Listened to a voicemail message',
  'voicemail.remove': 'Voicemail message removed',
  'network_number.remove': 'Phone removed',
  'network_number.reset_secret': 'New phone secret',
  'network_number.end_browser_phones': 'Phones in browsers ended',
  'portal.open_browser_phone': 'Browser switched on as a phone',
  'card.add': 'Card added',
  'card.replace': 'Card replaced',
  'card.remove': 'Card removed',
  'card.reveal': 'Card number asked for',
  'call.place_test': 'Test call placed',
  'call.hang_up': 'Call hung up',
};
/** Of use to machines only. */
const hidden = ['key', 'transferId', 'fromVersion', 'changes', 'noteId'];
const fieldWords: Readonly<Record<string, string>> = {
  email: 'E-mail',
  address1: 'Street address',
  address2: 'Street address, second line',
  city: 'Suburb or city',
  taxId: 'Tax ID',
  language: 'Preferred language',
  reference: 'Your reference',
  protocol: 'Default protocol',
  billingPackageId: 'Billing package',
  routeId: 'Customer route',
  callLimit: 'Concurrent calls',
  lowBalanceAt: 'Low-balance warnings',
  allowedPrefixes: 'Allowed destinations',
  blockedPrefixes: 'Blocked destinations',
  extras: 'Extra',
  callerId: 'Caller ID',
  isActive: 'Switched on',
  forwardAlways: 'Forwarding of all calls',
  forwardBusy: 'Forwarding when busy',
  forwardNoAnswer: 'Forwarding without answer',
  forwardUnreachable: 'Forwarding when not connected',
  ringSeconds: 'Seconds of ringing',
  hasVoicemail: 'Voicemail',
  voicemailEmail: 'E-mail about voicemail',
  callWaitingLimit: 'Calls at once',
  recordingMode: 'Recording',
  recordingAnnouncement: 'Heard before a recorded call',
  requiresEncryption: 'Only with encryption',
  isRecorded: 'Recorded',
  newPin: 'New PIN',
  sentTo: 'Sent to',
};
const valueWords: Readonly<Record<string, string>> = {
  pre_paid: 'Pre-Paid',
  post_paid: 'Post-Paid',
  sip_and_iax: 'SIP and IAX',
  sip: 'SIP',
  iax: 'IAX',
};

/** An entry's headline; suspending and activating have words of their own. */
export function actionText(action: string, detail: Readonly<Record<string, unknown>> = {}): string {
  if (action === 'note.pin') return detail.isPinned === true ? 'Note pinned' : 'Note unpinned';
  if (action === 'account.set_active') return detail.isActive === true ? 'Activated' : 'Suspended';
  return actionWords[action] ?? wordsOf(action);
}

/** A field as its form calls it. */
export const fieldText = (name: string): string => fieldWords[name] ?? wordsOf(name);

/** The changed fields that an entry keeps; none for what is no change of fields. */
export function changesIn(detail: Readonly<Record<string, unknown>>): readonly FieldChange[] {
  return Array.isArray(detail.changes) ? detail.changes.filter(isChange) : [];
}

function isChange(value: unknown): value is FieldChange {
  return typeof value === 'object' && value !== null && 'field' in value && typeof value.field === 'string';
}

/** The details of an entry on one line. */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([name, value]) => !hidden.includes(name) && value !== null && value !== '' && value !== undefined)
    .map(([name, value]) => `${fieldText(name)}: ${valueText(value)}`)
    .join(' · ');
}

function wordsOf(name: string): string {
  const words = name
    .replace(/[._]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value for people: words instead of codes. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value === 'object' && value !== null) return detailText(value as Readonly<Record<string, unknown>>);
  return valueWords[String(value)] ?? String(value);
}
