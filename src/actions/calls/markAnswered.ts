import { type Answered, answer, type PricedAnswer } from '../../db/tables/settlements.ts';
import type { CallContext } from './callContext.ts';

export type { Answered, PricedAnswer };

/** The call was answered: its grant counts from this instant. A second time changes nothing. */
export async function markAnswered(context: CallContext, one: PricedAnswer): Promise<Answered> {
  return answer(context.tx, one);
}
