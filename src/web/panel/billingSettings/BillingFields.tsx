import { Text } from '@mantine/core';
import { invoiceNumber, numberFormatProblem } from '../../../core/invoicing/numberFormat.ts';
import { AreaField, ChoiceField, NumberField, SelectField, SwitchField, TextField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { Section } from '../../kit/Section.tsx';
import { dateIn } from '../../kit/timeText.ts';

const roundings = [
  { value: 'total', label: 'The total' },
  { value: 'line', label: 'Each line' },
];

/** Which days an invoice is for, when it is issued and when it is due. */
export function InvoiceDays() {
  return (
    <Section
      title="Days"
      help="Each account can have a billing day of its own, on its Money tab. Day 31 is the last of every month."
    >
      <div className="k-fields">
        <NumberField name="periodFromDay" label="A period begins on day" min={1} max={31} description="And ends the day before" />
        <NumberField
          name="billingDay"
          label="Invoices are issued on day"
          min={1}
          max={31}
          description="The first such day after the period"
        />
        <NumberField name="termsDays" label="Due within" unit="days" min={0} description="Counted from the day of issue" />
        <SwitchField
          name="isScheduled"
          label="Issue invoices by themselves"
          description="On the billing day; after a downtime the next run takes what was missed"
        />
        <NumberField name="runHour" label="Not before" unit="o’clock" min={0} max={23} description="In your time zone" />
        <SwitchField
          name="needsAddress"
          label="Only with an address"
          description="An account without one is listed as a problem of the run"
        />
      </div>
    </Section>
  );
}

/** How invoices are numbered and rounded. */
export function Numbers() {
  return (
    <Section title="Numbers and rounding" help="Numbers have no gaps: one is taken when its invoice is stored, not before.">
      <div className="k-fields">
        <FormatField name="invoiceNumberFormat" label="Invoices" />
        <FormatField name="creditNumberFormat" label="Credit notes" />
        <ChoiceField name="rounding" label="What is rounded" data={roundings} />
      </div>
      <Text c="dimmed" size="sm" mt="xs">
        Calls have exact prices, often fractions of a cent. Rounding the total, the usual way, moves an invoice by half a cent at
        most; printed lines still add up.
      </Text>
    </Section>
  );
}

function FormatField({ name, label }: { readonly name: string; readonly label: string }) {
  const format = String(useFieldValue(name) ?? '');
  const { timeZone } = useLocale();
  const example =
    numberFormatProblem(format) === undefined
      ? `Such as ${invoiceNumber(format, dateIn(timeZone, new Date()), 42n)}`
      : '{year}, {month}, {number} and {number:6}';
  return <TextField name={name} label={label} description={example} />;
}

/** What becomes of extras that a Pre-Paid balance does not cover. */
export function ExtrasRules() {
  return (
    <Section title="Extras of Pre-Paid accounts" help="They are taken from the balance on the day on which they fall due.">
      <div className="k-fields">
        <SwitchField
          name="extrasMayOverdraw"
          label="Take them below zero"
          description="Otherwise an extra waits until the balance covers it"
        />
        <SwitchField
          name="extrasSuspend"
          label="Suspend while one waits"
          description="The account is active again by itself once everything was paid"
        />
      </div>
    </Section>
  );
}

/** Who issues the invoices. */
export function Seller() {
  return (
    <Section title="Who issues" help="Stands on every invoice; the country is that of the company.">
      <div className="k-fields">
        <TextField name="sellerName" label="Legal name" placeholder="The company name" />
        <TextField name="sellerTaxId" label="Tax id" placeholder="ABN, VAT number" />
        <TextField name="sellerRegistration" label="Registration" placeholder="Register and number" />
        <TextField name="sellerAddress1" label="Address" />
        <TextField name="sellerAddress2" label="Address, second line" />
        <TextField name="sellerCity" label="City" />
        <TextField name="sellerState" label="State" />
        <TextField name="sellerPostcode" label="Postcode" />
        <TextField name="sellerEmail" label="E-mail" />
        <TextField name="sellerPhone" label="Phone" />
      </div>
    </Section>
  );
}

/** The operator's own words on invoices. */
export function Words() {
  return (
    <Section title="Words" help="Plain text, printed below the total.">
      <div className="k-fields">
        <AreaField
          name="paymentInstructions"
          label="How to pay"
          placeholder="Bank account, reference"
          autosize
          minRows={2}
          wrapperProps={{ className: 'k-wide' }}
        />
        <AreaField name="invoiceNote" label="Note" autosize minRows={2} wrapperProps={{ className: 'k-wide' }} />
      </div>
    </Section>
  );
}

export const scopeChoices = [
  { value: 'everything', label: 'Calls and extras' },
  { value: 'calls', label: 'Calls' },
  { value: 'extras', label: 'Extras' },
];

/** What a tax is charged on. */
export function ScopeField({ name }: { readonly name: string }) {
  return <SelectField name={name} label="On" data={scopeChoices} />;
}
