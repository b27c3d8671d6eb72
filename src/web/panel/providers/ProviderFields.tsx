import type * as z from 'zod';
import type { numberFormats, providerProtocols, providerSchema } from '../../../http/contract/network.ts';
import { ChoiceField, NumberField, PasswordField, SelectField, SwitchField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormHandle } from '../../kit/form.tsx';

export type Provider = z.output<typeof providerSchema>;
export type ProviderValues = {
  name: string;
  protocol: (typeof providerProtocols)[number];
  host: string;
  port: number | '';
  username: string;
  secret: string;
  doesRegister: boolean;
  numberFormat: (typeof numberFormats)[number];
  stripDigits: number | '';
  addPrefix: string;
  callerId: string;
  channelLimit: number | '';
  isActive: boolean;
};

export const newProvider: ProviderValues = {
  name: '',
  protocol: 'sip',
  host: '',
  port: 5060,
  username: '',
  secret: '',
  doesRegister: false,
  numberFormat: 'e164',
  stripDigits: 0,
  addPrefix: '',
  callerId: '',
  channelLimit: '',
  isActive: true,
};

/** A provider in the form; its secret is never shown again. */
export function providerValues(provider: Provider): ProviderValues {
  const { id: _id, hasSecret: _has, createdAt: _at, version: _version, ...fields } = provider;
  return { ...fields, secret: '', channelLimit: provider.channelLimit ?? '' };
}

/** The request; an empty secret leaves the stored one. Emptied numbers stay '' so that the contract says what is wrong. */
export function providerBody({ secret, ...values }: ProviderValues) {
  return {
    ...values,
    port: values.port as number,
    stripDigits: values.stripDigits === '' ? 0 : values.stripDigits,
    channelLimit: values.channelLimit === '' ? null : values.channelLimit,
    ...(secret === '' ? {} : { secret }),
  };
}

export const protocolChoices = [
  { value: 'sip', label: 'SIP' },
  { value: 'iax', label: 'IAX2' },
  { value: 'test', label: 'Test carrier' },
];
const numberFormatChoices = [
  { value: 'e164', label: '61299990000 (E.164 without +)' },
  { value: 'plus_e164', label: '+61299990000 (E.164 with +)' },
  { value: 'international', label: '001161299990000 (as dialled abroad)' },
  { value: 'national', label: '0299990000 (as dialled at home)' },
];

type ProviderFieldsProps = { readonly hasSecret?: boolean; readonly isTestOffered?: boolean };

/** Everything about a provider, in the words of its welcome letter. */
export function ProviderFields({ hasSecret = false, isTestOffered = true }: ProviderFieldsProps) {
  const protocol = useFieldValue('protocol');
  const isTest = protocol === 'test';
  return (
    <div className="k-fields">
      <TextField name="name" label="Name" placeholder="My carrier" data-autofocus wrapperProps={{ className: 'k-wide' }} />
      <ProtocolField isTestOffered={isTestOffered} />
      {isTest ? null : (
        <>
          <TextField
            name="host"
            label="Host"
            placeholder="sip.example.net"
            wrapperProps={{ className: 'k-wide' }}
            spellCheck={false}
          />
          <NumberField name="port" label="Port" unit="UDP" />
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
      <SelectField
        name="numberFormat"
        label="Number format"
        description="How the provider wants numbers"
        data={numberFormatChoices}
        wrapperProps={{ className: 'k-wide' }}
      />
      <NumberField name="stripDigits" label="Remove digits" description="From the beginning" unit="digits" min={0} max={15} />
      <TextField name="addPrefix" label="Add in front" description="After removing" />
      <TextField name="callerId" label="Caller ID" description="Empty = the phone’s own" />
      <NumberField name="channelLimit" label="Channel limit" description="Empty = no limit" unit="calls" />
      <SwitchField name="isActive" label="Active" description="Takes calls" />
    </div>
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
