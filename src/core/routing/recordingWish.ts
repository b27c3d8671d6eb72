/** Which calls of a network number are recorded. */
export const recordingModes = ['off', 'outgoing', 'incoming', 'both'] as const;
export type RecordingMode = (typeof recordingModes)[number];

/** What both sides hear before a recorded call: nothing, a tone, or a sentence; the later of two is the stronger. */
export const recordingAnnouncements = ['none', 'beep', 'notice'] as const;
export type RecordingAnnouncement = (typeof recordingAnnouncements)[number];

/** What a number wants of recording. `announcement` absent = as the operator's settings say. */
export type RecordingWish = { readonly mode: RecordingMode; readonly announcement?: RecordingAnnouncement };

/** For whom a call is recorded: the number that called, the phone that answers, or the incoming number that was called. */
export type RecordingOwner = { readonly kind: 'caller' | 'phone' | 'incoming_number'; readonly number: string };

/** What an attempt that is answered records. A `phone` among the owners counts only when that phone answers. */
export type AttemptRecording = {
  readonly owners: readonly RecordingOwner[];
  readonly announcement: RecordingAnnouncement;
};
