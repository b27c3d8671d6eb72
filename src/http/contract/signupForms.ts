import * as z from 'zod';
import { paymentTypes } from '../../core/accounts/account.ts';
import { signupApprovals, signupFieldNames, signupLanguages, siteOrigin } from '../../core/accounts/signupForm.ts';
import { chargePeriodList } from '../../core/extras/chargePeriod.ts';
import { extraInput } from './accountFields.ts';
import { idParams, idSchema, line } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Signup forms';
const limit = z.int('Type a whole number.').min(1, 'At least one.').max(100_000, 'At most 100,000.');
const siteInput = z
  .string()
  .trim()
  .max(200)
  .transform((text, context) => {
    const origin = siteOrigin(text);
    if (origin !== undefined) return origin;
    context.addIssue({ code: 'custom', message: 'Write a site as its address, such as https://www.example.com.' });
    return z.NEVER;
  });

const field = z.strictObject({
  name: z.enum(signupFieldNames),
  label: line(100, 'The label').default(''),
  isRequired: z.boolean(),
});

/** All that the operator decides about a form. */
export const signupFormInput = z.strictObject({
  name: line(100, 'The name').min(1, 'Type a name for the form.'),
  isActive: z.boolean(),
  language: z.enum(signupLanguages),
  heading: line(200, 'The heading').default(''),
  intro: z.string().trim().max(2000, 'The introduction may have at most 2,000 characters.').default(''),
  fields: z.array(field).min(1, 'Choose at least one field.').max(signupFieldNames.length),
  billingPackageId: idSchema.nullable().default(null).meta({ description: "null = the operator's default" }),
  routeId: idSchema.nullable().default(null).meta({ description: "null = the operator's default" }),
  paymentType: z.enum(paymentTypes).nullable().default(null).meta({ description: "null = the operator's default" }),
  extras: z.array(extraInput).max(20).default([]),
  approval: z.enum(signupApprovals),
  doesConfirmEmail: z.boolean(),
  thankYouUrl: z
    .string()
    .trim()
    .max(500)
    .refine(isWebAddress, 'Write the whole address, such as https://www.example.com/thanks.')
    .default(''),
  logoText: line(60, 'The logo text').default(''),
  accentColour: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'Write the colour as #rrggbb.'),
  allowedSites: z.array(siteInput).max(50).default([]),
  limits: z.strictObject({ addressHour: limit, formHour: limit, formDay: limit }),
});

const signupFormSchema = z.object({
  ...signupFormInput.shape,
  id: idSchema,
  code: z.string(),
  version: z.int(),
  allowedSites: z.array(z.string()),
  extras: z.array(
    z.object({
      description: z.string(),
      cost: z.string(),
      chargePeriod: z.enum(chargePeriodList),
      startsOn: z.string().optional(),
      endsOn: z.string().nullable(),
      doesProrate: z.boolean(),
      isTaxable: z.boolean(),
    }),
  ),
  pageUrl: z.string().meta({ description: 'The hosted page' }),
  htmlSnippet: z.string().meta({ description: "Plain HTML for the operator's own site" }),
  scriptSnippet: z.string().meta({ description: 'The version that renders itself' }),
});

export const listSignupForms = endpoint({
  method: 'GET',
  path: '/signup-forms',
  tag,
  access: 'signup_form.change',
  summary: 'All signup forms, with what each brought',
  response: z.object({
    items: z.array(
      z.object({
        id: idSchema,
        code: z.string(),
        name: z.string(),
        isActive: z.boolean(),
        language: z.enum(signupLanguages),
        approval: z.enum(signupApprovals),
        waiting: z.int(),
        approved: z.int(),
        total: z.int(),
        pageUrl: z.string(),
      }),
    ),
  }),
});
export const getSignupForm = endpoint({
  method: 'GET',
  path: '/signup-forms/:id',
  tag,
  access: 'signup_form.change',
  summary: 'One signup form, with its page and the snippets to copy',
  params: idParams,
  response: signupFormSchema,
});
export const addSignupForm = endpoint({
  method: 'POST',
  path: '/signup-forms',
  tag,
  access: 'signup_form.change',
  summary: 'Add a signup form',
  status: 201,
  body: signupFormInput,
  response: signupFormSchema,
});
export const changeSignupForm = endpoint({
  method: 'PUT',
  path: '/signup-forms/:id',
  tag,
  access: 'signup_form.change',
  summary: 'Change a signup form; refused when somebody else changed it meanwhile',
  params: idParams,
  body: signupFormInput.extend({ version: z.int() }),
  response: signupFormSchema,
});
export const previewSignupForm = endpoint({
  method: 'POST',
  path: '/signup-forms/preview',
  tag,
  access: 'signup_form.change',
  summary: 'The hosted page of a form that is not saved yet, as HTML; it cannot be sent',
  body: signupFormInput,
  response: z.object({ html: z.string() }),
});

function isWebAddress(text: string): boolean {
  return text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text));
}
