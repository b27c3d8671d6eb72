import { Drawer, Stack, Title } from '@mantine/core';
import { changeOwnFeatures } from '../../http/contract/portalPhones.ts';
import { useSend } from '../api.ts';
import { NumberField, SelectField, SwitchField, TextField } from '../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../kit/form.tsx';
import { notifyDone } from '../kit/notify.ts';
import type { PortalPhone } from './PhonesPage.tsx';

type Target = PortalPhone['forwarding']['busy'];
const conditions = [
  { name: 'always', label: 'All calls' },
  { name: 'busy', label: 'When it is busy' },
  { name: 'noAnswer', label: 'When nobody answers' },
  { name: 'unreachable', label: 'When it is not connected' },
] as const;
const places = [
  { value: 'nobody', label: 'Nowhere' },
  { value: 'voicemail', label: 'Voicemail' },
  { value: 'number', label: 'A number' },
];

/** Where calls go that the phone does not take, its voicemail and its switches. */
export function PhoneFeatures({ phone, onClose }: { readonly phone: PortalPhone; readonly onClose: () => void }) {
  const change = useSend(changeOwnFeatures);
  return (
    <Drawer opened onClose={onClose} title={`Phone ${phone.number}`}>
      <ContractForm
        label="Forwarding and voicemail"
        initialValues={valuesOf(phone)}
        schema={changeOwnFeatures.body}
        toBody={bodyOf}
        send={async (body) => {
          await change.mutateAsync({ params: { id: phone.id }, body });
          notifyDone('Saved. It counts from the next call.');
          onClose();
        }}
      >
        <Stack>
          <SwitchField name="switches.doNotDisturb" label="Do not disturb" description="Callers hear that it is busy." />
          <SwitchField name="switches.hidesCallerId" label="Hide my number" description="But for emergency numbers." />
          <NumberField
            name="switches.callWaitingLimit"
            label="Call waiting: calls at once"
            description="Over that it is busy. Empty = as many as come."
            unit="calls"
            min={1}
            max={20}
          />
          <Title order={3}>Forwarding</Title>
          {conditions.map(({ name, label }) => (
            <Forward key={name} name={`forwarding.${name}`} label={label} />
          ))}
          <NumberField name="forwarding.ringSeconds" label="Nobody answers after" unit="seconds" min={5} max={60} />
          <Title order={3}>Voicemail</Title>
          <SwitchField name="voicemail.isOn" label="Callers can leave a message" description="Hear them here, or dial *98." />
          <TextField
            name="voicemail.pin"
            label="PIN"
            description={phone.voicemail.hasPin ? 'Empty = as it is' : '4 to 10 digits, asked for by *98'}
            inputMode="numeric"
            autoComplete="off"
          />
          <TextField name="voicemail.email" label="Tell of new messages by e-mail" type="email" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function Forward({ name, label }: { readonly name: string; readonly label: string }) {
  const to = useFieldValue(`${name}.to`);
  return (
    <>
      <SelectField name={`${name}.to`} label={label} data={places} />
      {to === 'number' ? <TextField name={`${name}.number`} label={`Number, ${label.toLowerCase()}`} inputMode="tel" /> : null}
    </>
  );
}

function valuesOf({ forwarding, voicemail, switches }: PortalPhone) {
  const { callWaitingLimit } = switches;
  return {
    switches: { ...switches, callWaitingLimit: callWaitingLimit ?? ('' as number | '') },
    forwarding,
    voicemail: { isOn: voicemail.isOn, email: voicemail.email, pin: '' },
  };
}

function bodyOf({ forwarding, voicemail: { pin, ...voicemail }, switches }: ReturnType<typeof valuesOf>) {
  const { always, busy, noAnswer, unreachable, ringSeconds } = forwarding;
  const targets = {
    ...{ always: targetOf(always), busy: targetOf(busy), noAnswer: targetOf(noAnswer), unreachable: targetOf(unreachable) },
  };
  const { callWaitingLimit } = switches;
  return {
    switches: { ...switches, callWaitingLimit: callWaitingLimit === '' ? null : callWaitingLimit },
    forwarding: { ...targets, ringSeconds },
    voicemail: { ...voicemail, ...(pin === '' ? {} : { pin }) },
  };
}

/** A number that is not used is not sent: it could only be wrong. */
const targetOf = ({ to, number }: Target) => ({ to, number: to === 'number' ? number : '' });
