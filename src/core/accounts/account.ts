/** Pre-Paid: the balance is checked before a call and ends it. Post-Paid: allowed now, invoiced later. */
export const paymentTypes = ['pre_paid', 'post_paid'] as const;
export type PaymentType = (typeof paymentTypes)[number];

/** Which protocols the account's phones may register and call with. */
export const accountProtocols = ['sip', 'iax', 'sip_and_iax'] as const;
export type AccountProtocol = (typeof accountProtocols)[number];

/** True when phones of an account with this setting may use that protocol. */
export function allowsProtocol(setting: AccountProtocol, used: 'sip' | 'iax'): boolean {
  return setting === 'sip_and_iax' || setting === used;
}

/** The details that identify a customer; at least one of the first group must be there. */
export const identifyingFields = ['lastName', 'firstName', 'company', 'email', 'phone', 'mobile', 'reference'] as const;

/** The realm of SIP digests; part of every stored hash, so it never changes. RFC 7616 §3.4.2. */
export const sipRealm = 'vsppanel';

/** A network number: 4 to 15 digits, not starting with 0, so that it is never an international or national call. */
export const networkNumberPattern = /^[1-9][0-9]{3,14}$/;
