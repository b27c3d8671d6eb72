import { ChoiceField, NumberField, PasswordField, SelectField, SwitchField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormHandle } from '../../kit/form.tsx';

export const protocolChoices = [
  { value: 'sip', label: 'SIP' },
  { value: 'iax', label: 'IAX2' },
  { value: 'test', label: 'Test carrier' },
];
export const protocolLabel = (value: string): string => protocolChoices.find((one) => one.value === value)?.label ?? value;
export const numberFormatChoices = [
  { value: 'e164', label: '61299990000 (E.164 without +)' },
  { value: 'plus_e164', label: '+61299990000 (E.164 with +)' },
  { value: 'international', label: '001161299990000 (as dialled abroad)' },
  { value: 'national', label: '0299990000 (as dialled at home)' },
  { value: 'local', label: '299990000 (at home without the first 0)' },
];

type ProviderFieldsProps = { readonly hasSecret?: boolean; readonly isTestOffered?: boolean };

/** What every provider needs, in the words of its welcome letter. */
export function ProviderFields({ hasSecret = false, isTestOffered = true }: ProviderFieldsProps) {
  const protocol = useFieldValue('protocol');
  return (
    <div className="k-fields">
      <TextField name="name" label="Name" placeholder="My carrier" data-autofocus wrapperProps={{ className: 'k-wide' }} />
      <ProtocolField isTestOffered={isTestOffered} />
      {protocol === 'test' ? null : (
        <>
          <TextField
            name="host"
            label="Host"
            placeholder="sip.example.net"
            wrapperProps={{ className: 'k-wide' }}
            spellCheck={false}
          />
          <NumberField name="port" label="Port" />
          <TextField name="username" label="User name" description="Empty when they know you by address" autoComplete="off" />
          <PasswordField
            name="secret"
            label="Secret"
            description={hasSecret ? 'Kept; type only to replace it' : 'Stored encrypted, never shown again'}
            autoComplete="new-password"
          />
          <SwitchField
            name="doesRegister"
            label="Register with the provider"
            description="When calls to you come through a registration"
          />
        </>
      )}
      <NumberFormFields />
      <SwitchField name="isActive" label="Active" description="Takes calls" />
    </div>
  );
}

/** How the provider wants numbers. */
function NumberFormFields() {
  return (
    <>
      <SelectField
        name="numberFormat"
        label="Number format"
        description="How the provider wants numbers"
        data={numberFormatChoices}
        wrapperProps={{ className: 'k-wide' }}
      />
      <NumberField name="stripDigits" label="Remove digits" description="From the beginning" unit="digits" min={0} max={15} />
      <TextField name="addPrefix" label="Add in front" description="After removing" />
    </>
  );
}

/** Choosing a protocol proposes its registered port (IANA: SIP 5060, IAX 4569). */
function ProtocolField({ isTestOffered }: { readonly isTestOffered: boolean }) {
  const form = useFormHandle();
  form.watch('protocol', ({ value }) => {
    const port = form.getValues().port;
    if (value === 'iax' && port === 5060) form.setFieldValue('port', 4569);
    if (value === 'sip' && port === 4569) form.setFieldValue('port', 5060);
  });
  return (
    <ChoiceField
      name="protocol"
      label="Protocol"
      data={protocolChoices.filter(({ value }) => isTestOffered || value !== 'test')}
    />
  );
}
