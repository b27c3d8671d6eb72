import { type ActionContext, run } from '../actions/run.ts';
import { type AcceptSignup, acceptSignup } from '../actions/signup/acceptSignup.ts';
import { addForm } from '../actions/signup/addForm.ts';
import { startSignup } from '../actions/signup/startSignup.ts';
import { systemActor } from '../core/access/permission.ts';
import { type SignupField, type SignupFieldName, type SignupForm, usualLimits } from '../core/accounts/signupForm.ts';
import type { Id } from '../core/base/id.ts';
import { withConnection } from '../db/connection.ts';
import { row, sql } from '../db/sql.ts';
import { detailsOf } from './accounts.ts';

export const signupFields = (names: readonly SignupFieldName[], required: readonly SignupFieldName[]): readonly SignupField[] =>
  names.map((name) => ({ name, label: '', isRequired: required.includes(name) }));

let count = 0;

/** For tests: a form that asks for a name, an e-mail and a phone, decided by staff, without confirmation. */
export function signupForm(change: Partial<SignupForm> = {}): SignupForm {
  count += 1;
  return {
    ...{ name: `Form ${count}`, isActive: true, language: 'en', heading: '', intro: '' },
    fields: signupFields(['firstName', 'lastName', 'email', 'phone', 'message'], ['lastName', 'email']),
    ...{ billingPackageId: null, routeId: null, paymentType: null, extras: [], approval: 'by_staff', doesConfirmEmail: false },
    ...{ thankYouUrl: '', logoText: '', accentColour: '#2b59db', allowedSites: [], limits: usualLimits },
    ...change,
  };
}

export async function addTestForm(context: ActionContext, change: Partial<SignupForm> = {}): Promise<{ id: Id; code: string }> {
  const id = await run(context, systemActor, addForm, signupForm(change));
  const found = await withConnection(context.pool, (tx) =>
    row<{ code: string }>(tx, sql`select code from signup_form where id = ${id}`),
  );
  return { id, code: found?.code ?? '' };
}

const visitor = { kind: 'visitor', address: '192.0.2.7' } as const;

/** A token of the hosted page that may be sent at once. */
export async function pageToken(context: ActionContext, code: string): Promise<string> {
  return (await run(context, visitor, startSignup, { code, kind: 'page', isAgain: true })).token;
}

/** Sends a form as the hosted page does; `change` says what is different. */
export async function sendSignup(
  context: ActionContext,
  code: string,
  change: Partial<Omit<AcceptSignup, 'details'>> & { readonly details?: Partial<AcceptSignup['details']> } = {},
) {
  const { details, ...rest } = change;
  return run(context, visitor, acceptSignup, {
    ...{ code, sent: {}, message: '', address: '192.0.2.7', userAgent: 'test', solution: '', publicUrl: 'https://panel.test' },
    origin: { origin: undefined, referer: undefined, host: 'panel.test' },
    details: detailsOf({ email: 'jo@example.com', ...details }),
    token: rest.token ?? (await pageToken(context, code)),
    ...rest,
  });
}
