import { lockSettings } from '../../db/tables/settings.ts';
import { action } from '../action.ts';
import { type ChangePhoneFeatures, changePhoneFeatures } from '../networkNumbers/changePhoneFeatures.ts';
import { needOwnPhone } from './customerOf.ts';

/** A customer says where calls go that a phone of their own does not take. */
export const changeOwnFeatures = action<ChangePhoneFeatures, null>(
  'network_number.change_features',
  'portal_change',
  async (work, input) => {
    // Settings before phones, in the order of every action that needs both.
    await lockSettings(work.tx);
    await needOwnPhone(work, input.networkNumberId);
    return changePhoneFeatures.perform(work, input);
  },
);
