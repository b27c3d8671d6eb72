import type { Instant } from '../../core/base/time.ts';
import { answer } from '../../db/tables/calls.ts';
import type { CallContext } from './callContext.ts';

/** The call was answered: its grant counts from this instant. A second time changes nothing. */
export async function markAnswered(context: CallContext, callId: string, answeredAt: Instant, attempt: number): Promise<void> {
  await answer(context.tx, callId, answeredAt, attempt);
}
