/** Who a customer is. Empty text = not known; the contract asks for at least one of `identifyingFields`. */
export type CustomerDetails = {
  readonly title: string;
  readonly firstName: string;
  readonly middleInitial: string;
  readonly lastName: string;
  readonly company: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null;
  readonly email: string;
  readonly phone: string;
  readonly mobile: string;
  readonly fax: string;
  readonly address1: string;
  readonly address2: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly taxId: string;
  /** BCP 47, such as `en` or `en-AU`. */
  readonly language: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly reference: string;
};

type Naming = Pick<CustomerDetails, 'firstName' | 'lastName' | 'company' | 'email' | 'phone' | 'mobile' | 'reference'>;

/** What lists and titles call this customer: the person, else the company, else whatever there is. */
export function displayName(details: Naming): string {
  const person = [details.firstName, details.lastName].filter((part) => part !== '').join(' ');
  return person || details.company || details.reference || details.email || details.mobile || details.phone;
}
