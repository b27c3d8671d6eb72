import { ColorInput } from '@mantine/core';
import { listBillingPackages } from '../../../http/contract/billingPackages.ts';
import { listRoutes } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { AreaField, ChoiceField, NumberField, SelectField, SwitchField, TagsField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormHandle } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { paymentTypeChoices } from '../accounts/words.ts';
import { languageChoices } from './words.ts';

/** Name, language and words. */
export function FormSection() {
  return (
    <Section title="Form">
      <div className="k-fields">
        <TextField name="name" label="Name" description="For you and your colleagues" autoFocus />
        <SelectField name="language" label="Language" description="Labels, messages and letters" data={languageChoices} />
        <TextField name="heading" label="Heading" placeholder="Sign up" wrapperProps={{ className: 'k-whole' }} />
        <AreaField name="intro" label="Introduction" placeholder="None" className="k-whole" />
        <SwitchField name="isActive" label="Open" description="Off: the page says that the form is closed" />
      </div>
    </Section>
  );
}

/** What a signup becomes. */
export function AccountSection() {
  const packages = useAnswer(listBillingPackages, {}).data?.items ?? [];
  const routes = useAnswer(listRoutes, {}).data?.items ?? [];
  const isAutomatic = useFieldValue('approval') === 'automatic';
  const usual = { placeholder: 'From Settings', clearable: true, allowDeselect: true };
  return (
    <Section title="The account" help="What a signup becomes. Empty = as Settings say.">
      <div className="k-fields">
        <ChoiceField
          name="approval"
          label="Approval"
          description={
            isAutomatic
              ? 'The account is made when the e-mail is confirmed. Pre-Paid only: it begins with nothing'
              : 'Signups wait under New Accounts'
          }
          data={[
            { value: 'by_staff', label: 'By staff' },
            { value: 'automatic', label: 'Automatic' },
          ]}
        />
        <SwitchField
          name="doesConfirmEmail"
          label="Confirm the e-mail first"
          description="A letter with a link that holds for 48 hours"
        />
        <SelectField name="paymentType" label="Payment type" data={paymentTypeChoices} {...usual} />
        <SelectField
          name="billingPackageId"
          label="Billing package"
          data={packages.map(({ id, name }) => ({ value: id, label: name }))}
          {...usual}
        />
        <SelectField
          name="routeId"
          label="Customer route"
          data={routes.map(({ id, name }) => ({ value: id, label: name }))}
          {...usual}
        />
      </div>
    </Section>
  );
}

/** Colours and where people go afterwards. */
export function LookSection() {
  const form = useFormHandle();
  return (
    <Section title="Look">
      <div className="k-fields">
        <TextField name="logoText" label="Logo text" placeholder="Your company’s name" />
        <ColorInput
          key={form.key('accentColour')}
          size="sm"
          label="Colour"
          description="Buttons; text on it stays readable"
          format="hex"
          withEyeDropper={false}
          {...form.getInputProps('accentColour')}
        />
        <TextField
          name="thankYouUrl"
          label="Thank-you page"
          description="Where people go afterwards; empty = ours"
          placeholder="https://www.example.com/thanks"
          wrapperProps={{ className: 'k-wide' }}
        />
      </div>
    </Section>
  );
}

/** Who may embed the form. */
export function SitesSection() {
  return (
    <Section
      title="Your sites"
      help="Pages on these sites may hold the form. Other people’s pages may not. The hosted page always works."
    >
      <TagsField
        name="allowedSites"
        label="Allowed sites"
        description="With https://, one after the other; www counts as another site"
        placeholder="https://www.example.com"
      />
    </Section>
  );
}

/** How much is taken. */
export function FloodSection() {
  return (
    <Section
      title="Against floods"
      help="A trap field, a signed page and a small puzzle stop programs; these numbers stop the rest."
    >
      <div className="k-fields">
        <NumberField name="limits.addressHour" label="From one address" description="On all forms" unit="an hour" />
        <NumberField name="limits.formHour" label="On this form" unit="an hour" />
        <NumberField name="limits.formDay" label="On this form" unit="a day" />
      </div>
    </Section>
  );
}
