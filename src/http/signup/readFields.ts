import * as z from 'zod';
import type { CustomerDetails } from '../../core/accounts/details.ts';
import type { SignupFieldName, SignupForm } from '../../core/accounts/signupForm.ts';
import { type SignupWords, signupWords } from '../../core/accounts/signupWords.ts';
import type { FieldFault } from '../../core/base/refusal.ts';
import { detailsFields } from '../contract/accountFields.ts';

export type ReadFields = {
  readonly details: CustomerDetails;
  readonly message: string;
  /** In the form's language, at its fields. */
  readonly faults: readonly FieldFault[];
};

const detailsSchema = z.object(detailsFields);
/** A browser ends the lines of a text area with CR LF (WHATWG HTML §4.10.22.8). */
const messageSchema = z
  .string()
  .trim()
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .pipe(z.string().max(2000));

/** Checks what was sent by the rules of Add Account. Fields that the form does not ask for are passed over. */
export function readFields(form: Pick<SignupForm, 'fields' | 'language'>, sent: Readonly<Record<string, string>>): ReadFields {
  const words = signupWords[form.language];
  const values: Partial<Record<SignupFieldName, unknown>> = {};
  const faults: FieldFault[] = [];
  for (const { name, isRequired } of form.fields) {
    const text = (sent[name] ?? '').trim();
    const fault = text === '' ? (isRequired ? words.required : undefined) : faultOf(name, text, words);
    if (fault !== undefined) faults.push({ field: name, message: fault });
    else if (text !== '') values[name] = schemaOf(name).parse(text);
  }
  const { message, ...details } = values;
  return { details: detailsSchema.parse(details), message: typeof message === 'string' ? message : '', faults };
}

function schemaOf(name: SignupFieldName): z.ZodType {
  return name === 'message' ? messageSchema : detailsFields[name];
}

function faultOf(name: SignupFieldName, text: string, words: SignupWords): string | undefined {
  const parsed = schemaOf(name).safeParse(text);
  if (parsed.success) return undefined;
  if (parsed.error.issues.some((issue) => issue.code === 'too_big')) return words.tooLong;
  if (name === 'email') return words.invalidEmail;
  if (name === 'phone' || name === 'mobile' || name === 'fax') return words.invalidPhone;
  return name === 'dateOfBirth' ? words.invalidDate : words.invalid;
}
