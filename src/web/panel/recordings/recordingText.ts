import type { RecordingAnnouncement } from '../../../core/routing/recordingWish.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listRecordings } from '../../../http/contract/recordings.ts';

export type Recording = AnswerOf<typeof listRecordings>['items'][number];

/** Whose wish it was, as the lists say it. */
export const kindWords: Readonly<Record<Recording['kind'], string>> = {
  caller: 'Called',
  phone: 'Was called',
  incoming_number: 'Incoming number',
};

export const announcementChoices = [
  { value: 'notice', label: 'Say so' },
  { value: 'beep', label: 'Beep' },
  { value: 'none', label: 'Nothing' },
];
/** Empty = as the settings say; a form has no null. */
export type OwnAnnouncement = RecordingAnnouncement | '';
export const ownAnnouncementChoices = [{ value: '', label: 'As the settings say' }, ...announcementChoices];
export const modeChoices = [
  { value: 'off', label: 'No' },
  { value: 'outgoing', label: 'Outgoing' },
  { value: 'incoming', label: 'Incoming' },
  { value: 'both', label: 'Both' },
];

export const otherText = (number: string): string => (number === '' ? 'Withheld' : number);

/** Bytes for people: 976 kB, 12.3 MB. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
