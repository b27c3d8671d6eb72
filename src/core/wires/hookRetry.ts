import { addSeconds, type Instant, type Seconds } from '../base/time.ts';

/** After the first try, the second …: 69.7 hours in all. What is not delivered by then is given up, and can be replayed. Seconds. */
const pauses: readonly Seconds[] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 64_800, 86_400];

/** An event is given up after so many tries. */
export const deliveryTriesMax = pauses.length + 1;

/** When to try again after this many tries; undefined = give up. */
export function nextTryAfter(tries: number, at: Instant): Instant | undefined {
  const pause = pauses[tries - 1];
  return pause === undefined ? undefined : addSeconds(at, pause);
}

/** A webhook that took nothing for so long, while something was to be delivered, is stopped. */
export const failureDaysMax = 5;

/** How many words of an answer are kept. Characters. */
export const answerLengthMax = 500;

/** What came of one try. `status` is undefined when there was no answer at all. */
export type Attempt = {
  readonly status?: number | undefined;
  readonly milliseconds: number;
  /** A sentence for people; empty when it worked. */
  readonly problem: string;
  /** The first characters of the answer. */
  readonly answer: string;
};

/** True for an answer that says: never again (RFC 9110 §15.5.11). */
export const isGone = (attempt: Attempt): boolean => attempt.status === 410;

/** Why a webhook is to be stopped now; undefined while it may go on. */
export function stopReason(attempt: Attempt, failingSince: Instant, now: Instant): string | undefined {
  if (isGone(attempt)) return 'It answered 410 Gone: nobody is there any more.';
  if (now - failingSince >= failureDaysMax * 86_400_000) return `It has taken nothing for ${failureDaysMax} days.`;
  return undefined;
}

/** Both secrets sign for so long after a rotation. */
export const secretOverlapSeconds: Seconds = 24 * 3600;

/** What is done with for so long is forgotten: deliveries, their attempts and events. Days. */
export const deliveryDaysKept = 30;
