import type { Id } from '../base/id.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { WishedExtra } from '../extras/extra.ts';
import { identifyingFields, type PaymentType } from './account.ts';
import type { CustomerDetails } from './details.ts';

/** What a signup form may ask: each detail of a customer, and a message, which becomes the account's first note. */
export const signupFieldNames = [
  ...['title', 'firstName', 'middleInitial', 'lastName', 'company', 'dateOfBirth', 'email', 'phone', 'mobile', 'fax'],
  ...['address1', 'address2', 'city', 'state', 'postcode', 'country', 'taxId', 'language', 'timeZone', 'reference', 'message'],
] as readonly SignupFieldName[];
export type SignupFieldName = keyof CustomerDetails | 'message';

export const signupLanguages = ['en', 'de', 'es', 'fr'] as const;
export type SignupLanguage = (typeof signupLanguages)[number];

export const signupApprovals = ['by_staff', 'automatic'] as const;
export type SignupApproval = (typeof signupApprovals)[number];

/** One field of a form; fields stand in the order of their list. */
export type SignupField = {
  readonly name: SignupFieldName;
  /** Empty = the label of the form's language. */
  readonly label: string;
  readonly isRequired: boolean;
};

/** How many signups are taken, by when they came: the one that would be more is refused. */
export type SignupLimits = {
  /** From one address (IPv6: one /64), on all forms. */
  readonly addressHour: number;
  readonly formHour: number;
  readonly formDay: number;
};
export const usualLimits: SignupLimits = { addressHour: 5, formHour: 60, formDay: 300 };

/** What the operator decides about a form. Empty text and null mean: the usual. */
export type SignupForm = {
  /** For staff. */
  readonly name: string;
  readonly isActive: boolean;
  readonly language: SignupLanguage;
  readonly heading: string;
  readonly intro: string;
  readonly fields: readonly SignupField[];
  readonly billingPackageId: Id | null;
  readonly routeId: Id | null;
  readonly paymentType: PaymentType | null;
  readonly extras: readonly WishedExtra[];
  readonly approval: SignupApproval;
  readonly doesConfirmEmail: boolean;
  /** Where people go afterwards; empty = our own page. */
  readonly thankYouUrl: string;
  readonly logoText: string;
  /** `#rrggbb`. */
  readonly accentColour: string;
  /** Origins (`https://example.com`) whose pages may embed the form. The hosted page always works. */
  readonly allowedSites: readonly string[];
  readonly limits: SignupLimits;
};

/** Rules between the settings of a form. */
export function formFaults(form: SignupForm, effectivePaymentType: PaymentType): readonly FieldFault[] {
  const field = (name: SignupFieldName) => form.fields.find((one) => one.name === name);
  const names = form.fields.map((one) => one.name);
  const faults: FieldFault[] = [];
  if (new Set(names).size < names.length) faults.push({ field: 'fields', message: 'A field stands twice on the form.' });
  if (!identifyingFields.some((name) => field(name)?.isRequired))
    faults.push({
      field: 'fields',
      message: 'Require at least a name, a company, an e-mail, a phone or a reference: an account cannot be made without one.',
    });
  if (form.doesConfirmEmail && !field('email')?.isRequired)
    faults.push({ field: 'doesConfirmEmail', message: 'To confirm the e-mail, the form must ask for it and require it.' });
  if (form.approval === 'automatic') faults.push(...automaticFaults(form, effectivePaymentType));
  return faults;
}

/** Nobody looks at an automatic account, so it can spend nothing, and its e-mail belongs to who signed up. */
function automaticFaults(form: SignupForm, paymentType: PaymentType): readonly FieldFault[] {
  if (paymentType !== 'pre_paid')
    return [
      {
        field: 'approval',
        message: 'Only Pre-Paid accounts, which begin with nothing, may be approved automatically. Choose Pre-Paid or staff.',
      },
    ];
  if (!form.doesConfirmEmail)
    return [
      { field: 'doesConfirmEmail', message: 'Automatic approval sends credentials, so the e-mail must be confirmed first.' },
    ];
  return [];
}

/** The origin of what an operator typed for a site (`example.com`, `https://example.com/join`); undefined when it is none. */
export function siteOrigin(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const match = /^(?:(https?):\/\/)?((?:[a-z0-9-]+\.)*[a-z0-9-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?:[/?#].*)?$/.exec(text);
  if (!match) return undefined;
  const [, scheme = 'https', host = '', port] = match;
  const isUsual = port === undefined || port === (scheme === 'https' ? '443' : '80');
  return `${scheme}://${host}${isUsual ? '' : `:${port}`}`;
}

/** Black or white, whichever reads better on this colour (WCAG 2.2, relative luminance and contrast ratio). */
export function readableOn(colour: string): '#000000' | '#ffffff' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
