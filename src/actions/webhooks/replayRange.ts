import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { DeliveryState } from '../../core/wires/hookEvents.ts';
import { reviveRange } from '../../db/tables/webhookDeliveries.ts';
import { lockWebhook } from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';

export type ReplayRange = {
  readonly webhookId: Id;
  /** Events of [from, until). */
  readonly from: Instant;
  readonly until: Instant;
  /** `failed` = what never arrived (given up or missed); `all` = also what did. */
  readonly which: 'failed' | 'all';
};

/** One step of a replay; whoever wants more asks again. */
const replayMax = 10_000;

/** Sends the events of a time once more, at most 10,000. */
export const replayRange = action<ReplayRange, { readonly count: number; readonly isMore: boolean }>(
  'webhook.replay_range',
  'webhook.change',
  async (work, { webhookId, from, until, which }) => {
    if (until <= from) throw fieldRefusal('invalid_input', 'until', 'The end must be later than the beginning.');
    const found = await lockWebhook(work.tx, webhookId);
    if (!found) throw new Refusal('not_found');
    if (found.state !== 'on') throw new Refusal('invalid_input', { message: 'This webhook is off. Turn it on first.' });
    const states: readonly DeliveryState[] = which === 'all' ? ['failed', 'missed', 'delivered'] : ['failed', 'missed'];
    const range = { from: formatInstant(from), until: formatInstant(until) };
    const count = await reviveRange(work.tx, webhookId, { ...range, states, at: formatInstant(work.now), limit: replayMax });
    return done({ count, isMore: count === replayMax }, { detail: { webhookId, ...range, which, count } });
  },
);
