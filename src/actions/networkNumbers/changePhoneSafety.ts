import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockPhoneSafety, type PhoneSafety, savePhoneSafety } from '../../db/tables/phoneSafety.ts';
import { action, done } from '../action.ts';

/**
 * Says which calls of a phone are recorded, and whether it must be encrypted. From the next call and the next registration on;
 * one that registered in the clear and must be encrypted now is not rung any more.
 */
export const changePhoneSafety = action<PhoneSafety & { readonly networkNumberId: Id }, null>(
  'network_number.change_safety',
  'account.change',
  async (work, { networkNumberId, ...wished }) => {
    const found = await lockPhoneSafety(work.tx, networkNumberId);
    const account = found && (await lockAccount(work.tx, found.accountId));
    if (!found || !account) throw new Refusal('not_found');
    const isNewlyRequired = wished.requiresEncryption && !found.stored.requiresEncryption;
    if (isNewlyRequired && account.protocol === 'iax')
      throw fieldRefusal(
        'invalid_input',
        'requiresEncryption',
        'This account speaks IAX2 only, which is not encrypted. Let it use SIP.',
      );
    const changes = fieldChanges(found.stored, wished);
    if (changes.length === 0) return done(null, null);
    await savePhoneSafety(work.tx, networkNumberId, wished);
    return done(null, { accountId: found.accountId, detail: { number: found.number, changes } });
  },
);
