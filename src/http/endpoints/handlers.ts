import type { Handler } from '../door.ts';
import { accountLogHandlers } from './accountLog.ts';
import { accountHandlers } from './accounts.ts';
import { billingPackageHandlers } from './billingPackages.ts';
import { callHandlers } from './calls.ts';
import { cardHandlers } from './cards.ts';
import { extraPresetHandlers } from './extraPresets.ts';
import { mailHandlers } from './mail.ts';
import { moneyHandlers } from './money.ts';
import { networkHandlers } from './network.ts';
import { phoneFeatureHandlers } from './phoneFeatures.ts';
import { phoneHandlers } from './phones.ts';
import { priceCheckHandlers } from './priceChecks.ts';
import { profileHandlers } from './profile.ts';
import { rerateHandlers } from './rerates.ts';
import { sessionHandlers } from './session.ts';
import { settingsHandlers } from './settings.ts';
import { signupHandlers } from './signups.ts';
import { staffHandlers } from './staff.ts';
import { statusHandlers } from './status.ts';

/** Everything that the API answers; a test holds this list and the contract together. */
export const handlers: readonly Handler[] = [
  ...sessionHandlers,
  ...profileHandlers,
  ...staffHandlers,
  ...settingsHandlers,
  ...mailHandlers,
  ...accountHandlers,
  ...accountLogHandlers,
  ...extraPresetHandlers,
  ...phoneHandlers,
  ...phoneFeatureHandlers,
  ...signupHandlers,
  ...moneyHandlers,
  ...rerateHandlers,
  ...cardHandlers,
  ...billingPackageHandlers,
  ...networkHandlers,
  ...callHandlers,
  ...priceCheckHandlers,
  ...statusHandlers,
];
