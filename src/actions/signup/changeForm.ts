import type { SignupForm } from '../../core/accounts/signupForm.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { isFormNameTaken, lockForm, updateForm } from '../../db/tables/signupForms.ts';
import { action, done } from '../action.ts';
import { checkForm } from './checkForm.ts';

export type ChangeForm = { readonly formId: Id; readonly form: SignupForm; readonly version: number };

/** Changes a signup form; pages that embed it follow by themselves, plain HTML that was copied does not. */
export const changeForm = action<ChangeForm, null>('signup_form.change', 'signup_form.change', async (work, input) => {
  const { formId, form } = input;
  await checkForm(work, form);
  const stored = await lockForm(work.tx, formId);
  if (!stored) throw new Refusal('not_found');
  if (stored.version !== input.version) throw new Refusal('stale_version');
  if (await isFormNameTaken(work.tx, form.name, formId))
    throw fieldRefusal('invalid_input', 'name', `There is a form “${form.name}” already.`);
  await updateForm(work.tx, formId, form);
  return done(null, { detail: { formId, name: form.name, isActive: form.isActive, approval: form.approval } });
});
