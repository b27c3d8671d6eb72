import type { SignupForm } from '../../core/accounts/signupForm.ts';
import type { Id } from '../../core/base/id.ts';
import type { WishedExtra } from '../../core/extras/extra.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type FormRow = Omit<SignupForm, 'extras' | 'billingPackageId' | 'routeId' | 'fields' | 'allowedSites'> & {
  id: string;
  code: string;
  version: number;
  fields: SignupForm['fields'][number][];
  allowedSites: string[];
  billingPackageId: string | null;
  routeId: string | null;
  /** Costs as decimal strings. */
  extras: (Omit<WishedExtra, 'cost'> & { cost: string })[];
};

export async function findSignupForm(tx: Tx, id: Id) {
  return row<FormRow>(
    tx,
    sql`select id::text as id, code, name, is_active as "isActive", language, heading, intro, fields,
               billing_package_id::text as "billingPackageId", route_id::text as "routeId", payment_type as "paymentType", extras,
               approval, does_confirm_email as "doesConfirmEmail", thank_you_url as "thankYouUrl", logo_text as "logoText",
               accent_colour as "accentColour", allowed_sites as "allowedSites", version,
               jsonb_build_object('addressHour', address_hour, 'formHour', form_hour, 'formDay', form_day) as limits
          from signup_form
         where id = ${id}`,
  );
}

type FormLine = {
  id: string;
  code: string;
  name: string;
  isActive: boolean;
  language: SignupForm['language'];
  approval: SignupForm['approval'];
  waiting: number;
  approved: number;
  total: number;
};

/** All forms by name, with how many signups each brought. */
export async function listSignupForms(tx: Tx) {
  return rows<FormLine>(
    tx,
    sql`select f.id::text as id, code, name, is_active as "isActive", language, approval,
               count(s.id) filter (where s.state = 'waiting')::int as waiting,
               count(s.id) filter (where s.state = 'approved')::int as approved,
               count(s.id)::int as total
          from signup_form f
          left join signup_submission s on s.form_id = f.id
         group by f.id
         order by lower(name)`,
  );
}
