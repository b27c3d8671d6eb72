import type { Instant } from '../base/time.ts';
import {
  type RecordingAnnouncement,
  type RecordingOwner,
  type RecordingWish,
  recordingAnnouncements,
} from '../routing/recordingWish.ts';
import type { Attempt } from './call.ts';
import type { Caller } from './caller.ts';

/** A recording that the engine finished, as its file says. */
export type MadeRecording = {
  /** Names the sound; unique for ever. */
  readonly recording: string;
  readonly owner: RecordingOwner;
  /** What the owner called, or the caller as it was shown; digits, empty = withheld. */
  readonly otherNumber: string;
  readonly callId: string;
  readonly startedAt: Instant;
  readonly durationMilliseconds: number;
  readonly sizeBytes: number;
};

/** Everything that a recording is decided on. */
export type RecordingWorld = {
  /** Whose call it is, unless a provider brought it. */
  readonly caller?: Caller | undefined;
  readonly phones: readonly Caller[];
  readonly incoming?: { readonly number: string; readonly wish: RecordingWish } | undefined;
  /** What the operator's settings say. */
  readonly usual: RecordingAnnouncement;
};

/**
 * The attempts with what each records when it is answered. A call that is passed on is an outgoing call of the number that
 * passes it on. Voicemail is not recorded, and emergency calls never come here.
 */
export function recordAttempts(attempts: readonly Attempt[], world: RecordingWorld): readonly Attempt[] {
  const wishes = wishesOf(world);
  if (wishes.always.length === 0 && wishes.byPhone.size === 0) return attempts;
  return attempts.map((attempt) => recordAttempt(attempt, wishes));
}

type Wished = { readonly owner: RecordingOwner; readonly announcement: RecordingAnnouncement };
type Wishes = { readonly always: readonly Wished[]; readonly byPhone: ReadonlyMap<string, Wished> };

function wishesOf({ caller, phones, incoming, usual }: RecordingWorld): Wishes {
  const wished = (owner: RecordingOwner, { announcement = usual }: RecordingWish): Wished => ({ owner, announcement });
  const records = (wish: RecordingWish | undefined, mode: 'outgoing' | 'incoming') =>
    wish !== undefined && (wish.mode === mode || wish.mode === 'both') ? [wish] : [];
  const ofCaller = records(caller?.recording, 'outgoing').map((wish) =>
    wished({ kind: 'caller', number: caller?.number ?? '' }, wish),
  );
  const ofNumber = records(incoming?.wish, 'incoming').map((wish) =>
    wished({ kind: 'incoming_number', number: incoming?.number ?? '' }, wish),
  );
  const ofPhones = phones.flatMap(({ number, recording }) =>
    records(recording, 'incoming').map((wish) => [number, wished({ kind: 'phone', number }, wish)] as const),
  );
  return { always: [...ofCaller, ...ofNumber], byPhone: new Map(ofPhones) };
}

function recordAttempt(attempt: Attempt, { always, byPhone }: Wishes): Attempt {
  switch (attempt.kind) {
    case 'voicemail':
    case 'messages':
      return attempt;
    case 'provider':
    case 'forward':
      return withRecording(attempt, always);
    case 'phone':
      return withRecording(attempt, [...always, ...wishOf(byPhone, attempt.networkNumber)]);
    case 'group': {
      const members = attempt.members.flatMap((one) => (one.kind === 'phone' ? wishOf(byPhone, one.networkNumber) : []));
      return withRecording(attempt, [...always, ...members]);
    }
    default:
      return attempt satisfies never;
  }
}

const wishOf = (byPhone: Wishes['byPhone'], number: string): readonly Wished[] => {
  const found = byPhone.get(number);
  return found ? [found] : [];
};

function withRecording<Kind extends Attempt>(attempt: Kind, wished: readonly Wished[]): Kind {
  if (wished.length === 0) return attempt;
  const strengths = wished.map(({ announcement }) => recordingAnnouncements.indexOf(announcement));
  const announcement = recordingAnnouncements[Math.max(...strengths)] ?? 'notice';
  return { ...attempt, recording: { owners: wished.map(({ owner }) => owner), announcement } };
}

/** The attempt as it is when nothing can be recorded: the call itself is not touched by it. */
export function withoutRecording(attempt: Attempt): Attempt {
  if (attempt.kind === 'voicemail' || attempt.kind === 'messages' || attempt.recording === undefined) return attempt;
  const { recording: _, ...rest } = attempt;
  return rest;
}
