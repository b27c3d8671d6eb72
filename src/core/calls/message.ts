import { type Instant, localDate } from '../base/time.ts';

/** A message that a caller left, as the engine's file says. */
export type LeftMessage = {
  /** Names the sound; unique for ever. */
  readonly recording: string;
  /** Whose voicemail it is. */
  readonly networkNumber: string;
  readonly callerNumber: string;
  readonly leftAt: Instant;
  readonly durationMilliseconds: number;
};

/** What a phone gets that asks for its messages: names of recordings, oldest first, or why not. */
export type OpenedMailbox =
  | { readonly ok: true; readonly recordings: readonly string[] }
  | { readonly ok: false; readonly why: 'wrong_pin' | 'locked' };

/** How many messages a number has; its phone lights a lamp for those that nobody heard. */
export type MessageCount = { readonly networkNumber: string; readonly unheard: number; readonly heard: number };

/** What was done with a message on the phone. */
export type MessageMark = 'heard' | 'removed';

/** The e-mail that tells of a message: who, when, how long, and how to hear it. The sound itself stays here. */
export function messageLetter(left: LeftMessage, company: { readonly name: string; readonly timeZone: string }) {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: company.timeZone, hour: '2-digit', minute: '2-digit' });
  const caller = left.callerNumber === '' ? 'an unknown number' : left.callerNumber;
  const seconds = Math.round(left.durationMilliseconds / 1000);
  return {
    subject: `Voicemail from ${caller}`,
    text: [
      `${caller} left a message of ${seconds} seconds for ${left.networkNumber},`,
      `on ${localDate(left.leftAt, company.timeZone)} at ${time.format(left.leftAt)} (${company.timeZone}).`,
      '',
      'To hear it, dial *98 on that phone and enter the PIN.',
      '',
      company.name,
    ].join('\n'),
  };
}
