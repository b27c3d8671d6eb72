import type * as z from 'zod';
import type { PaymentType } from '../../../core/accounts/account.ts';
import {
  type SignupApproval,
  type SignupFieldName,
  type SignupLanguage,
  usualLimits,
} from '../../../core/accounts/signupForm.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getSignupForm, signupFormInput } from '../../../http/contract/signupForms.ts';
import type { ExtraValues } from '../accounts/accountValues.ts';

export type StoredForm = AnswerOf<typeof getSignupForm>;
type FormBody = z.input<typeof signupFormInput>;

export type FieldValues = { name: SignupFieldName; label: string; isRequired: boolean };
/** What the form's editor holds; '' where nothing is chosen. */
export type SignupFormValues = {
  name: string;
  isActive: boolean;
  language: SignupLanguage;
  heading: string;
  intro: string;
  fields: FieldValues[];
  billingPackageId: string;
  routeId: string;
  paymentType: PaymentType | '';
  extras: ExtraValues[];
  approval: SignupApproval;
  doesConfirmEmail: boolean;
  thankYouUrl: string;
  logoText: string;
  accentColour: string;
  allowedSites: string[];
  limits: { addressHour: number | ''; formHour: number | ''; formDay: number | '' };
};

const usualFields: readonly (readonly [SignupFieldName, boolean])[] = [
  ['firstName', true],
  ['lastName', true],
  ['email', true],
  ['phone', false],
  ['address1', false],
  ['city', false],
  ['postcode', false],
  ['country', false],
];

/** A form that most operators can save as it is. */
export function newFormValues(): SignupFormValues {
  return {
    ...{ name: '', isActive: true, language: 'en', heading: '', intro: '' },
    fields: usualFields.map(([name, isRequired]) => ({ name, label: '', isRequired })),
    ...{ billingPackageId: '', routeId: '', paymentType: '', extras: [], approval: 'by_staff', doesConfirmEmail: true },
    ...{ thankYouUrl: '', logoText: '', accentColour: '#2b59db', allowedSites: [], limits: { ...usualLimits } },
  };
}

export function valuesOfForm(form: StoredForm): SignupFormValues {
  const { id: _id, code: _code, version: _version, pageUrl: _page, htmlSnippet: _html, scriptSnippet: _script, ...rest } = form;
  return {
    ...rest,
    billingPackageId: form.billingPackageId ?? '',
    routeId: form.routeId ?? '',
    paymentType: form.paymentType ?? '',
    extras: form.extras.map((extra, index) => ({
      ...extra,
      key: `stored-${index}`,
      startsOn: extra.startsOn ?? '',
      endsOn: extra.endsOn ?? '',
    })),
  };
}

export function toFormBody(values: SignupFormValues): FormBody {
  return {
    ...values,
    billingPackageId: values.billingPackageId || null,
    routeId: values.routeId || null,
    paymentType: values.paymentType || null,
    extras: values.extras.map(({ key: _key, startsOn, endsOn, ...extra }) => ({
      ...extra,
      ...(startsOn === '' ? {} : { startsOn }),
      endsOn: endsOn === '' ? null : endsOn,
    })),
    // An emptied field stays '' on purpose: the contract answers with its sentence.
    limits: values.limits as FormBody['limits'],
  };
}
