import type { ReactNode } from 'react';
import { DateField, SelectField, TextField } from '../../kit/fields.tsx';
import { Section } from '../../kit/Section.tsx';
import { countryChoices, languageChoices, timeZoneChoices } from '../settings/places.ts';

const optionalSelect = { searchable: true, clearable: true, allowDeselect: true, limit: 120, placeholder: 'Not said' };

type DetailsSectionProps = { readonly isFocused?: boolean; readonly children?: ReactNode };

/** Who the customer is. Everything is optional but one thing to find them again by. */
export function DetailsSection({ isFocused = false, children }: DetailsSectionProps) {
  return (
    <Section
      title="Customer details"
      help="Fill in all or only a few: a last name, a company, an e-mail or a phone is enough to save."
    >
      <div className="k-fields k-twelve">
        <TextField name="title" label="Title" autoComplete="off" wrapperProps={{ className: 'k-narrow' }} />
        <TextField
          name="firstName"
          label="First name"
          autoComplete="off"
          autoFocus={isFocused}
          wrapperProps={{ className: 'k-four' }}
        />
        <TextField name="middleInitial" label="Middle initial" autoComplete="off" wrapperProps={{ className: 'k-narrow' }} />
        <TextField name="lastName" label="Last name" autoComplete="off" wrapperProps={{ className: 'k-four' }} />
        <TextField name="company" label="Company" autoComplete="off" wrapperProps={{ className: 'k-wide' }} />
        <DateField name="dateOfBirth" label="Date of birth" />
        <TextField name="taxId" label="Tax ID" autoComplete="off" />
        <TextField name="email" label="E-mail" type="email" autoComplete="off" wrapperProps={{ className: 'k-wide' }} />
        <TextField name="phone" label="Phone" type="tel" autoComplete="off" />
        <TextField name="mobile" label="Mobile" type="tel" autoComplete="off" />
        <TextField name="fax" label="Fax" type="tel" autoComplete="off" />
        <TextField name="reference" label="Your reference" autoComplete="off" />
        <TextField name="address1" label="Street address" autoComplete="off" wrapperProps={{ className: 'k-wide' }} />
        <TextField
          name="address2"
          label="Street address, second line"
          autoComplete="off"
          wrapperProps={{ className: 'k-wide' }}
        />
        <TextField name="city" label="Suburb or city" autoComplete="off" />
        <TextField name="state" label="State" autoComplete="off" />
        <TextField name="postcode" label="Postcode" autoComplete="off" />
        <SelectField name="country" label="Country" data={countryChoices} {...optionalSelect} />
        <SelectField name="language" label="Preferred language" data={languageChoices} {...optionalSelect} />
        <SelectField name="timeZone" label="Time zone" data={timeZoneChoices} {...optionalSelect} />
      </div>
      {children}
    </Section>
  );
}
