import { SelectField, TagsField, TextField } from '../../kit/fields.tsx';
import { useFormHandle } from '../../kit/form.tsx';
import { factsOf } from './countryFacts.ts';
import { countryChoices, currencyChoices, timeZoneChoices } from './places.ts';

/** What a company's settings form holds. */
export type CompanyValues = {
  companyName: string;
  country: string;
  currency: string;
  timeZone: string;
  countryCallingCode: string;
  nationalPrefix: string;
  internationalPrefix: string;
  emergencyNumbers: string[];
};

/** Name and place. Choosing a country proposes the rest. */
export function CompanyFields({ isCurrencyFixed = false }: { readonly isCurrencyFixed?: boolean }) {
  const form = useFormHandle();
  const country = form.getInputProps('country');
  const propose = (code: string | null) => {
    if (code === null) return;
    country.onChange(code);
    const { currency, ...rest } = factsOf(code);
    form.setValues({ ...rest, ...(isCurrencyFixed ? {} : { currency }), emergencyNumbers: [...rest.emergencyNumbers] });
  };
  return (
    <div className="k-fields">
      <TextField
        name="companyName"
        label="Company name"
        placeholder="Southern Cross Voice"
        wrapperProps={{ className: 'k-wide' }}
        autoFocus
      />
      <SelectField name="country" label="Country" data={countryChoices} searchable limit={300} onOptionSubmit={propose} />
      <SelectField
        name="currency"
        label="Currency"
        description={isCurrencyFixed ? 'Fixed: money was booked in it' : 'All prices and balances'}
        disabled={isCurrencyFixed}
        data={currencyChoices}
        searchable
        limit={200}
      />
      <SelectField
        name="timeZone"
        label="Time zone"
        description="For times on screen"
        data={timeZoneChoices}
        searchable
        limit={200}
      />
      <TextField
        name="countryCallingCode"
        label="Country calling code"
        leftSection="+"
        inputMode="numeric"
        description="Without +"
      />
      <TextField
        name="nationalPrefix"
        label="National prefix"
        inputMode="numeric"
        description="Dialled before a national number"
      />
      <TextField
        name="internationalPrefix"
        label="International prefix"
        inputMode="numeric"
        description="Dialled before a country code"
      />
      <TagsField
        name="emergencyNumbers"
        label="Emergency numbers"
        description="Always allowed, never charged, even without money"
        wrapperProps={{ className: 'k-wide' }}
      />
    </div>
  );
}
