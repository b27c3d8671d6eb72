import type { Instant } from '../base/time.ts';

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

/** What was done with a message on the phone. */
export type MessageMark = 'heard' | 'removed';
