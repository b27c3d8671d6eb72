import type { AccountProtocol, PaymentType } from '../../../core/accounts/account.ts';
import { type ChargePeriod, chargePeriodList, chargePeriods } from '../../../core/extras/chargePeriod.ts';

/** The operator's words for what the contract calls by code. */
export const paymentTypeWords: Readonly<Record<PaymentType, string>> = { pre_paid: 'Pre-Paid', post_paid: 'Post-Paid' };
export const protocolWords: Readonly<Record<AccountProtocol, string>> = {
  sip_and_iax: 'SIP and IAX',
  sip: 'SIP',
  iax: 'IAX',
};
export const paymentTypeChoices = choices(paymentTypeWords);
export const protocolChoices = choices(protocolWords);
export const chargePeriodChoices = chargePeriodList.map((value: ChargePeriod) => ({ value, label: chargePeriods[value] }));

function choices(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}
