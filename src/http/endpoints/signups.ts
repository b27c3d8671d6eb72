import type * as z from 'zod';
import { addForm } from '../../actions/signup/addForm.ts';
import { approveSignup } from '../../actions/signup/approveSignup.ts';
import { changeForm } from '../../actions/signup/changeForm.ts';
import { rejectSignup } from '../../actions/signup/rejectSignup.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import type { Id } from '../../core/base/id.ts';
import { findSignup } from '../../db/reads/findSignup.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { countWaitingSignups, listSignups } from '../../db/reads/listSignups.ts';
import { findSignupForm, listSignupForms } from '../../db/reads/signupForms.ts';
import * as forms from '../contract/signupForms.ts';
import * as signups from '../contract/signups.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { formPage, htmlSnippet, scriptSnippet } from '../signup/pages.ts';
import { given, toAmount, toId } from '../wire.ts';
import { serverOf } from './accounts.ts';

export const signupHandlers: readonly Handler[] = [
  on(forms.listSignupForms, async (_, door) => {
    const items = await door.ask(listSignupForms);
    return { items: items.map((one) => ({ ...one, pageUrl: pageUrlOf(door, one.code) })) };
  }),
  on(forms.previewSignupForm, async ({ body }, door) => {
    const { companyName } = await door.ask(getSessionInfo);
    const nothing = { action: '', token: '', sent: {}, faults: [], notice: '', isTrapShown: false };
    return { html: formPage({ form: formOf(body), companyName, ...nothing }) };
  }),
  on(forms.getSignupForm, ({ params }, door) => getForm(door, toId(params.id))),
  on(forms.addSignupForm, async ({ body, who }, door) => getForm(door, await door.act(who, addForm, formOf(body)))),
  on(forms.changeSignupForm, async ({ params, body: { version, ...body }, who }, door) => {
    const formId = toId(params.id);
    await door.act(who, changeForm, { formId, form: formOf(body), version });
    return getForm(door, formId);
  }),
  on(signups.listSignups, ({ query }, door) => door.ask((tx) => listSignups(tx, query, query))),
  on(signups.countSignups, async (_, door) => ({ waiting: await door.ask(countWaitingSignups) })),
  on(signups.getSignup, ({ params }, door) => getSignup(door, toId(params.id))),
  on(signups.approveSignup, async ({ params, body, who }, door) => {
    const { paymentType, isActive, doesSend } = body;
    const choice = {
      paymentType,
      billingPackageId: given(body.billingPackageId, toId),
      routeId: given(body.routeId, toId),
    };
    const approval = { choice, isActive, doesSend, server: door.phoneServer };
    const { accountId, credentials } = await door.act(who, approveSignup, { submissionId: toId(params.id), ...approval });
    const account = found(await door.ask((tx) => findAccount(tx, accountId)));
    return { account, credentials: { ...credentials, protocols: [...credentials.protocols], ...serverOf(door) } };
  }),
  on(signups.rejectSignup, async ({ params, body, who }, door) => {
    await door.act(who, rejectSignup, { submissionId: toId(params.id), ...body });
    return getSignup(door, toId(params.id));
  }),
];

async function getSignup(door: Door, id: Id) {
  return found(await door.ask((tx) => findSignup(tx, id)));
}

async function getForm(door: Door, id: Id) {
  const form = found(await door.ask((tx) => findSignupForm(tx, id)));
  const pageUrl = pageUrlOf(door, form.code);
  const core = formOf(form);
  return { ...form, pageUrl, htmlSnippet: htmlSnippet(core, pageUrl), scriptSnippet: scriptSnippet(pageUrl, core.language) };
}

const pageUrlOf = (door: Door, code: string): string => `${door.publicUrl}/signup/${code}`;

type Body = Omit<z.output<typeof forms.signupFormInput>, 'extras'> & {
  readonly extras: readonly (Omit<SignupForm['extras'][number], 'cost'> & { readonly cost: string })[];
};

function formOf(body: Body): SignupForm {
  return {
    ...body,
    billingPackageId: given(body.billingPackageId, toId),
    routeId: given(body.routeId, toId),
    extras: body.extras.map((extra) => ({ ...extra, cost: toAmount(extra.cost) })),
  };
}
