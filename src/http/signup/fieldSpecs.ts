import { countryCodes, languageCodes } from '../../core/accounts/countries.ts';
import type { SignupField, SignupFieldName, SignupForm, SignupLanguage } from '../../core/accounts/signupForm.ts';
import { signupWords } from '../../core/accounts/signupWords.ts';

export type FieldSpec = {
  readonly name: SignupFieldName;
  readonly label: string;
  readonly isRequired: boolean;
  readonly type: 'text' | 'email' | 'tel' | 'date' | 'select' | 'area';
  /** WHATWG HTML §4.10.18.7.1: what a browser may fill in by itself; empty = nothing. */
  readonly autocomplete: string;
  readonly maxLength: number;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

type Kind = Pick<FieldSpec, 'type' | 'autocomplete' | 'maxLength'>;
const line = (autocomplete: string, maxLength: number): Kind => ({ type: 'text', autocomplete, maxLength });

const kinds: Readonly<Record<SignupFieldName, Kind>> = {
  title: line('honorific-prefix', 30),
  firstName: line('given-name', 100),
  middleInitial: line('additional-name', 10),
  lastName: line('family-name', 100),
  company: line('organization', 200),
  dateOfBirth: { type: 'date', autocomplete: 'bday', maxLength: 10 },
  email: { type: 'email', autocomplete: 'email', maxLength: 254 },
  phone: { type: 'tel', autocomplete: 'tel', maxLength: 30 },
  mobile: { type: 'tel', autocomplete: 'tel', maxLength: 30 },
  fax: { type: 'tel', autocomplete: '', maxLength: 30 },
  address1: line('address-line1', 200),
  address2: line('address-line2', 200),
  city: line('address-level2', 100),
  state: line('address-level1', 100),
  postcode: line('postal-code', 20),
  country: { type: 'select', autocomplete: 'country', maxLength: 2 },
  taxId: line('', 50),
  language: { type: 'select', autocomplete: 'language', maxLength: 5 },
  timeZone: { type: 'select', autocomplete: '', maxLength: 50 },
  reference: line('', 100),
  message: { type: 'area', autocomplete: '', maxLength: 2000 },
};

/** The fields of a form as a page shows them, in its language. */
export function fieldSpecs(form: Pick<SignupForm, 'fields' | 'language'>): readonly FieldSpec[] {
  return form.fields.map((field) => specOf(field, form.language));
}

function specOf({ name, label, isRequired }: SignupField, language: SignupLanguage): FieldSpec {
  const words = signupWords[language];
  return { ...kinds[name], name, isRequired, label: label || words.labels[name], options: optionsOf(name, language) };
}

const made = new Map<string, FieldSpec['options']>();

function optionsOf(name: SignupFieldName, language: SignupLanguage): FieldSpec['options'] {
  if (kinds[name].type !== 'select') return [];
  const key = `${name} ${language}`;
  const options = made.get(key) ?? makeOptions(name, language);
  made.set(key, options);
  return options;
}

function makeOptions(name: SignupFieldName, language: SignupLanguage): FieldSpec['options'] {
  if (name === 'timeZone')
    return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({ value, label: value.replace(/_/g, ' ') }));
  const names = new Intl.DisplayNames(language, { type: name === 'country' ? 'region' : 'language' });
  const codes = name === 'country' ? countryCodes : languageCodes;
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
