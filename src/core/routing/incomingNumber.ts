import type { Id } from '../base/id.ts';
import type { Instant } from '../base/time.ts';
import type { RecordingWish } from './recordingWish.ts';
import { isWithin, type WeeklyWindow } from './weeklyWindow.ts';

/** Where a call to an incoming number goes. Numbers of phones are network numbers of the account that has the incoming number. */
export type Destination =
  | { readonly kind: 'all_phones' }
  | { readonly kind: 'phone'; readonly networkNumber: string }
  /** Passed on to any number, as the customer would dial it; the account pays for that leg as for its own call. */
  | { readonly kind: 'forward'; readonly dialled: string }
  | { readonly kind: 'ring_group'; readonly ringGroupId: string }
  | { readonly kind: 'voicemail'; readonly networkNumber: string };

/** Another destination at some hours of the week. */
export type DestinationWindow = WeeklyWindow & { readonly destination: Destination };

/** Where calls to a number go: the first window that holds, else the usual destination. */
export type IncomingDestination = { readonly usual: Destination; readonly windows: readonly DestinationWindow[] };

/** An incoming number as a call finds it. */
export type IncomingNumber = {
  readonly id: Id;
  readonly number: string;
  /** Absent: nobody has it, so calls to it are hung up. */
  readonly accountId?: Id;
  readonly destination: IncomingDestination;
  /** Whose wall clock the windows are read by. */
  readonly timeZone: string;
  /** Absent = calls to it are not recorded for its own sake. */
  readonly recording?: RecordingWish;
};

/** The destination of a call at this moment. */
export function destinationAt({ destination, timeZone }: IncomingNumber, at: Instant): Destination {
  return destination.windows.find((window) => isWithin(window, at, timeZone))?.destination ?? destination.usual;
}

/** Stock numbers wait so long after a customer gave them back, so that old callers do not reach somebody new. Days. */
export const quarantineDaysUsual = 30;

/** What may be done with a number: `free` to allocate, `allocated`, or `quarantined` after a release. */
export const numberStates = ['free', 'allocated', 'quarantined'] as const;
export type NumberState = (typeof numberStates)[number];
