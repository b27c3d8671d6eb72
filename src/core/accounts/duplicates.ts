import { type DialPlan, normaliseNumber } from '../base/phone.ts';
import type { CustomerDetails } from './details.ts';

/** By what two customers look like one. */
export const duplicateReasons = ['email', 'phone', 'address'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/** What a customer is recognised by. */
export type Identity = Pick<
  CustomerDetails,
  'firstName' | 'lastName' | 'company' | 'email' | 'phone' | 'mobile' | 'address1' | 'postcode'
>;

/**
 * Why `other` may be the customer who is being typed: the same e-mail, the same phone however it is written, or the same
 * name at the same address. Empty = no reason. A hint, never a refusal: families share a telephone.
 */
export function whyDuplicate(typed: Identity, other: Identity, plan: DialPlan): readonly DuplicateReason[] {
  const isReason: Readonly<Record<DuplicateReason, boolean>> = {
    email: typed.email !== '' && plain(typed.email) === plain(other.email),
    phone: phonesOf(typed, plan).some((phone) => phonesOf(other, plan).includes(phone)),
    address: hasSameName(typed, other) && hasSameAddress(typed, other),
  };
  return duplicateReasons.filter((reason) => isReason[reason]);
}

/** The last digits of a phone: what two ways of writing it have in common. At most eight, as the indexes of migration 0013 have them; empty when there are fewer than five. */
export function phoneEnd(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 5 ? '' : digits.slice(-8);
}

function phonesOf({ phone, mobile }: Identity, plan: DialPlan): readonly string[] {
  return [phone, mobile].flatMap((one) => {
    const found = normaliseNumber(one, plan);
    return found.ok ? [found.number] : [];
  });
}

function hasSameName(a: Identity, b: Identity): boolean {
  const isSame = (first: string, second: string) => plain(first) !== '' && plain(first) === plain(second);
  return isSame(a.company, b.company) || isSame(personOf(a), personOf(b));
}

const personOf = ({ firstName, lastName }: Identity): string => (lastName === '' ? '' : `${firstName} ${lastName}`);

function hasSameAddress(a: Identity, b: Identity): boolean {
  const isElsewhere = a.postcode !== '' && b.postcode !== '' && plain(a.postcode) !== plain(b.postcode);
  return plain(a.address1) !== '' && plain(a.address1) === plain(b.address1) && !isElsewhere;
}

/** Small letters and digits, so that "12 High St." and "12  high st" are one. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@+]/gu, '');
}
