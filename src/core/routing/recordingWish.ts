/** Which calls of a network number are recorded. */
export const recordingModes = ['off', 'outgoing', 'incoming', 'both'] as const;
export type RecordingMode = (typeof recordingModes)[number];

/** What both sides hear before a recorded call: nothing, a tone, or a sentence; the later of two is the stronger. */
export const recordingAnnouncements = ['none', 'beep', 'notice'] as const;
export type RecordingAnnouncement = (typeof recordingAnnouncements)[number];

/** What a number wants of recording. `announcement` absent = as the operator's settings say. */
export type RecordingWish = { readonly mode: RecordingMode; readonly announcement?: RecordingAnnouncement };
