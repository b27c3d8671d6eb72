import type { Handler } from '../door.ts';
import { accountBillingHandlers } from './accountBilling.ts';
import { accountLogHandlers } from './accountLog.ts';
import { accountHandlers } from './accounts.ts';
import { alertHandlers } from './alerts.ts';
import { bankLineHandlers } from './bankLines.ts';
import { banHandlers } from './bans.ts';
import { billingPackageHandlers } from './billingPackages.ts';
import { billingSettingsHandlers } from './billingSettings.ts';
import { bundleHandlers } from './bundles.ts';
import { callCheckHandlers } from './callChecks.ts';
import { callerGroupHandlers } from './callerGroups.ts';
import { callHandlers } from './calls.ts';
import { cardHandlers } from './cards.ts';
import { cdrExportHandlers } from './cdrExports.ts';
import { chargeHandlers } from './charges.ts';
import { deckHandlers } from './decks.ts';
import { extraPresetHandlers } from './extraPresets.ts';
import { guardHandlers } from './guard.ts';
import { incomingNumberHandlers } from './incomingNumbers.ts';
import { invoiceLayoutHandlers } from './invoiceLayout.ts';
import { invoiceHandlers } from './invoices.ts';
import { mailHandlers } from './mail.ts';
import { moneyHandlers } from './money.ts';
import { networkHandlers } from './network.ts';
import { packageTermsHandlers } from './packageTerms.ts';
import { paymentSettingHandlers } from './paymentSettings.ts';
import { paymentHandlers } from './payments.ts';
import { phoneFeatureHandlers } from './phoneFeatures.ts';
import { phoneHandlers } from './phones.ts';
import { portalHandlers } from './portal.ts';
import { portalMoneyHandlers } from './portalMoney.ts';
import { portalPasskeyHandlers } from './portalPasskeys.ts';
import { portalPhoneHandlers } from './portalPhones.ts';
import { portalSessionHandlers } from './portalSession.ts';
import { portalUserHandlers } from './portalUsers.ts';
import { priceCheckHandlers } from './priceChecks.ts';
import { profileHandlers } from './profile.ts';
import { reportHandlers } from './reports.ts';
import { rerateHandlers } from './rerates.ts';
import { sessionHandlers } from './session.ts';
import { settingsHandlers } from './settings.ts';
import { signupHandlers } from './signups.ts';
import { staffHandlers } from './staff.ts';
import { statusHandlers } from './status.ts';
import { voucherHandlers } from './vouchers.ts';
import { webhookHandlers } from './webhooks.ts';

/** Everything that the API answers; a test holds this list and the contract together. */
export const handlers: readonly Handler[] = [
  ...sessionHandlers,
  ...profileHandlers,
  ...staffHandlers,
  ...settingsHandlers,
  ...mailHandlers,
  ...accountHandlers,
  ...accountLogHandlers,
  ...alertHandlers,
  ...guardHandlers,
  ...extraPresetHandlers,
  ...phoneHandlers,
  ...phoneFeatureHandlers,
  ...signupHandlers,
  ...moneyHandlers,
  ...rerateHandlers,
  ...accountBillingHandlers,
  ...billingSettingsHandlers,
  ...invoiceHandlers,
  ...invoiceLayoutHandlers,
  ...cardHandlers,
  ...billingPackageHandlers,
  ...deckHandlers,
  ...packageTermsHandlers,
  ...bundleHandlers,
  ...networkHandlers,
  ...banHandlers,
  ...incomingNumberHandlers,
  ...callHandlers,
  ...callCheckHandlers,
  ...callerGroupHandlers,
  ...priceCheckHandlers,
  ...reportHandlers,
  ...statusHandlers,
  ...paymentHandlers,
  ...chargeHandlers,
  ...voucherHandlers,
  ...bankLineHandlers,
  ...paymentSettingHandlers,
  ...webhookHandlers,
  ...cdrExportHandlers,
  ...portalUserHandlers,
  ...portalSessionHandlers,
  ...portalHandlers,
  ...portalPasskeyHandlers,
  ...portalPhoneHandlers,
  ...portalMoneyHandlers,
];
