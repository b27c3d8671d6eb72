import { phoneSecret } from '../../core/accounts/phoneSecret.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertForm } from '../../db/tables/signupForms.ts';
import { action, done } from '../action.ts';
import { checkForm } from './checkForm.ts';

/** Adds a signup form under an address that nobody guesses. */
export const addForm = action<SignupForm, Id>('signup_form.add', 'signup_form.change', async (work, form) => {
  await checkForm(work, form);
  const code = phoneSecret(work.safe.randomBytes(64)).slice(0, 12);
  const id = await insertForm(work.tx, code, form, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a form “${form.name}” already.`);
  return done(id, { detail: { formId: id, name: form.name } });
});
