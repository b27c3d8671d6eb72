import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getRerate } from '../../../http/contract/rerates.ts';

export type Run = AnswerOf<typeof getRerate>;

export const stateWords: Readonly<Record<Run['state'], string>> = {
  previewing: 'Making the preview',
  ready: 'Waits for approval',
  booking: 'Booking',
  done: 'Booked',
  cancelled: 'Put away',
};

/** Which calls, in one line. */
export function scopeText(run: Run): string {
  if (run.undoOf !== null) return `Takes back re-rating ${run.undoOf}`;
  const accounts = run.accountCount === null ? '' : `, ${run.accountCount === 1 ? '1 account' : `${run.accountCount} accounts`}`;
  const other = run.withPackageName === run.packageName ? '' : ` with ${run.withPackageName}`;
  return `${run.packageName}${other}${run.prefix === '' ? '' : `, +${run.prefix}`}${accounts}`;
}

/** Whether something still happens by itself. */
export const isMoving = (run: Run | undefined): boolean => run?.state === 'previewing' || run?.state === 'booking';
