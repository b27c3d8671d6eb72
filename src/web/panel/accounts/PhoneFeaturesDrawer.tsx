import { Divider, Drawer, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { changePhoneFeatures } from '../../../http/contract/phoneFeatures.ts';
import { useSend } from '../../api.ts';
import { NumberField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue, useFormHandle } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { ForwardRow } from './ForwardRow.tsx';
import { forwardRows } from './featureText.ts';
import type { Phone } from './Registration.tsx';

type DrawerProps = { readonly phone: Phone; readonly onClose: () => void };
type Values = ReturnType<typeof valuesOf>;

/** Where a phone's calls go that it does not take, and its voicemail. */
export function PhoneFeaturesDrawer({ phone, onClose }: DrawerProps) {
  const change = useSend(changePhoneFeatures);
  return (
    <Drawer opened onClose={onClose} title={`Forwarding and voicemail of ${phone.number}`} size="lg">
      <ContractForm
        label="Forwarding and voicemail"
        initialValues={valuesOf(phone)}
        schema={changePhoneFeatures.body}
        toBody={bodyOf}
        send={async (body) => {
          await change.mutateAsync({ params: { id: phone.id }, body });
          notifyDone('Saved. It counts from the next call.');
          onClose();
        }}
      >
        <Stack>
          <Title order={3}>Calls</Title>
          <SwitchField
            name="switches.doNotDisturb"
            label="Do not disturb"
            description="Callers hear that it is busy. On the phone: *78 and *79."
          />
          <SwitchField
            name="switches.hidesCallerId"
            label="Hide the caller ID"
            description="Its calls do not show who calls, but for emergency numbers. For one call: *67 before the number."
          />
          <NumberField
            name="switches.callWaitingLimit"
            label="Call waiting: calls at once"
            description="That the phone has or rings with; over that it is busy. Empty = as many as come. On the phone: #43 takes one at a time, *43 any number."
            unit="calls"
            min={1}
            max={20}
          />
          {phone.isCustomerNumber ? (
            <SwitchField
              name="switches.doesRingAll"
              label="Ring all phones of the account"
              description="A call to the customer number rings them all at once."
            />
          ) : null}
          <Divider />
          <Title order={3}>Forwarding</Title>
          {forwardRows.map((row) => (
            <ForwardRow key={row.condition} phoneId={phone.id} row={row} />
          ))}
          <Overruled />
          <Text c="dimmed" size="xs">
            A forwarded call is a call of this customer: same prices, route, limits and balance. Whoever calls pays nothing for
            it.
          </Text>
          <Divider />
          <Title order={3}>Voicemail</Title>
          <VoicemailFields hasPin={phone.voicemail.hasPin} />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function Overruled() {
  const always = useFieldValue('forwarding.always.to');
  return always === 'nobody' ? null : (
    <Text size="xs">The phone never rings now; the three rows below “All calls” wait until it does.</Text>
  );
}

function VoicemailFields({ hasPin }: { readonly hasPin: boolean }) {
  const isOn = useFieldValue('voicemail.isOn') === true;
  useVoicemailTargets(isOn);
  return (
    <>
      <SwitchField
        name="voicemail.isOn"
        label="Callers can leave a message"
        description="The customer hears the messages by dialling *98 on this phone."
      />
      {isOn ? (
        <>
          <TextField
            name="voicemail.pin"
            label={hasPin ? 'New PIN' : 'PIN'}
            description={hasPin ? 'Empty = the PIN stays as it is' : '4 to 10 digits, asked for by *98'}
            inputMode="numeric"
            autoComplete="off"
            maxLength={10}
          />
          <TextField
            name="voicemail.email"
            label="Tell of new messages by e-mail"
            description="Empty = nobody is told. The letter says who called; the sound stays here."
            type="email"
          />
        </>
      ) : null}
    </>
  );
}

/** Voicemail that is switched on takes the calls that nothing else takes; switched off, it takes none. */
function useVoicemailTargets(isOn: boolean): void {
  const form = useFormHandle();
  const before = useRef(isOn);
  useEffect(() => {
    if (before.current === isOn) return;
    before.current = isOn;
    const { forwarding } = form.getValues() as Values;
    const names = (['always', 'busy', 'noAnswer', 'unreachable'] as const).filter((name) =>
      isOn ? name !== 'always' && forwarding[name].to === 'nobody' : forwarding[name].to === 'voicemail',
    );
    for (const name of names) form.setFieldValue(`forwarding.${name}.to`, isOn ? 'voicemail' : 'nobody');
  }, [isOn, form]);
}

function valuesOf({ forwarding, voicemail, switches }: Phone) {
  return {
    switches: { ...switches, callWaitingLimit: switches.callWaitingLimit ?? ('' as number | '') },
    forwarding: { ...forwarding, ringSeconds: forwarding.ringSeconds as number | '' },
    voicemail: { isOn: voicemail.isOn, email: voicemail.email, pin: '' },
  };
}

function bodyOf({ forwarding, voicemail, switches }: Values) {
  const { isOn, email, pin } = voicemail;
  const { always, busy, noAnswer, unreachable } = forwarding;
  return {
    switches: { ...switches, callWaitingLimit: switches.callWaitingLimit === '' ? null : switches.callWaitingLimit },
    forwarding: {
      always: targetOf(always),
      busy: targetOf(busy),
      noAnswer: targetOf(noAnswer),
      unreachable: targetOf(unreachable),
      ringSeconds: forwarding.ringSeconds as number,
    },
    voicemail: { isOn, email, ...(pin === '' ? {} : { pin }) },
  };
}

/** A number that is not used is not sent: it could only be wrong. */
const targetOf = ({ to, number }: Values['forwarding']['busy']) => ({ to, number: to === 'number' ? number : '' });
