import type { SignupForm } from '../../core/accounts/signupForm.ts';
import type { Id } from '../../core/base/id.ts';
import { formatAmount, parseAmount } from '../../core/base/money.ts';
import type { WishedExtra } from '../../core/extras/extra.ts';
import { row, rows, type Sql, sql, type Tx } from '../sql.ts';

export type StoredSignupForm = SignupForm & { readonly id: Id; readonly code: string; readonly version: number };

type StoredExtra = Omit<WishedExtra, 'cost'> & { readonly cost: string };
type FormRow = Omit<StoredSignupForm, 'extras'> & { readonly extras: readonly StoredExtra[] };

/** The form with this code in its address. */
export async function findFormByCode(tx: Tx, code: string): Promise<StoredSignupForm | undefined> {
  return formWhere(tx, sql`code = ${code}`);
}

export async function findForm(tx: Tx, id: Id): Promise<StoredSignupForm | undefined> {
  return formWhere(tx, sql`id = ${id}`);
}

export async function lockForm(tx: Tx, id: Id): Promise<StoredSignupForm | undefined> {
  return formWhere(tx, sql`id = ${id} for update`);
}

async function formWhere(tx: Tx, condition: Sql): Promise<StoredSignupForm | undefined> {
  const found = await row<FormRow>(
    tx,
    sql`select id, code, name, is_active as "isActive", language, heading, intro, fields, billing_package_id as "billingPackageId",
               route_id as "routeId", payment_type as "paymentType", extras, approval, does_confirm_email as "doesConfirmEmail",
               thank_you_url as "thankYouUrl", logo_text as "logoText", accent_colour as "accentColour",
               allowed_sites as "allowedSites", version,
               jsonb_build_object('addressHour', address_hour, 'formHour', form_hour, 'formDay', form_day) as limits
          from signup_form
         where ${condition}`,
  );
  return found && { ...found, extras: found.extras.map((extra) => ({ ...extra, cost: toAmount(extra.cost) })) };
}

/** Undefined when the name is taken. */
export async function insertForm(tx: Tx, code: string, form: SignupForm, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into signup_form (code, name, is_active, language, heading, intro, fields, billing_package_id, route_id, payment_type,
                                 extras, approval, does_confirm_email, thank_you_url, logo_text, accent_colour, allowed_sites,
                                 address_hour, form_hour, form_day, created_at)
        values (${code}, ${form.name}, ${form.isActive}, ${form.language}, ${form.heading}, ${form.intro},
                ${JSON.stringify(form.fields)}, ${form.billingPackageId}, ${form.routeId}, ${form.paymentType},
                ${extrasText(form)}, ${form.approval}, ${form.doesConfirmEmail}, ${form.thankYouUrl}, ${form.logoText},
                ${form.accentColour}, ${form.allowedSites}, ${form.limits.addressHour}, ${form.limits.formHour},
                ${form.limits.formDay}, ${at})
            on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateForm(tx: Tx, id: Id, form: SignupForm): Promise<void> {
  await rows(
    tx,
    sql`update signup_form
           set name = ${form.name}, is_active = ${form.isActive}, language = ${form.language}, heading = ${form.heading},
               intro = ${form.intro}, fields = ${JSON.stringify(form.fields)}, billing_package_id = ${form.billingPackageId},
               route_id = ${form.routeId}, payment_type = ${form.paymentType}, extras = ${extrasText(form)},
               approval = ${form.approval}, does_confirm_email = ${form.doesConfirmEmail}, thank_you_url = ${form.thankYouUrl},
               logo_text = ${form.logoText}, accent_colour = ${form.accentColour}, allowed_sites = ${form.allowedSites},
               address_hour = ${form.limits.addressHour}, form_hour = ${form.limits.formHour}, form_day = ${form.limits.formDay}
         where id = ${id}`,
  );
}

/** True when another form has this name. */
export async function isFormNameTaken(tx: Tx, name: string, exceptId: Id): Promise<boolean> {
  return (await row(tx, sql`select id from signup_form where name = ${name} and id <> ${exceptId}`)) !== undefined;
}

function extrasText(form: SignupForm): string {
  return JSON.stringify(form.extras.map((extra) => ({ ...extra, cost: formatAmount(extra.cost) })));
}

function toAmount(text: string) {
  const parsed = parseAmount(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}
