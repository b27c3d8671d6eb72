import { countSandboxAsk as count } from '../../db/tables/sandboxCharges.ts';
import { action, done } from '../action.ts';

/** Somebody asked the sandbox about an attempt: after a few times even the slow cards know. */
export const countSandboxAsk = action<string, null>('sandbox.count_ask', 'payment_setting.change', async (work, key) => {
  await count(work.tx, key);
  return done(null, null);
});
