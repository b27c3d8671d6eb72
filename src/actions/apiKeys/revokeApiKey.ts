import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { revokeApiKey as revoke } from '../../db/tables/apiKeys.ts';
import { action, done } from '../action.ts';

/** Ends a key at once; a second time changes nothing. */
export const revokeApiKey = action<{ readonly apiKeyId: Id }, null>('api_key.revoke', 'api_key.change', async (work, input) => {
  const name = await revoke(work.tx, input.apiKeyId, formatInstant(work.now));
  if (name === undefined) throw new Refusal('not_found');
  return done(null, { detail: { apiKeyId: input.apiKeyId, name } });
});
