import type { Id } from '../../core/base/id.ts';
import { action } from '../action.ts';
import { type NewSecret, resetSecret } from '../networkNumbers/resetSecret.ts';
import { needOwnPhone } from './customerOf.ts';

/** A customer gives a phone of their own a new secret. */
export const resetOwnSecret = action<{ readonly networkNumberId: Id }, NewSecret>(
  'network_number.reset_secret',
  'portal_change',
  async (work, { networkNumberId }) => {
    await needOwnPhone(work, networkNumberId);
    return resetSecret.perform(work, { networkNumberId, secret: undefined });
  },
);
