import { Stack, Text } from '@mantine/core';
import { alertKindList, alertKinds } from '../../../core/accounts/alert.ts';
import { hookEventList, hookEvents } from '../../../core/wires/hookEvents.ts';
import { CheckField, ManyField, SwitchField, TextField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

export const emptyWebhook = {
  name: '',
  url: '',
  doesAllowHttp: false,
  events: [] as string[],
  alertKinds: [] as string[],
  alarmEmail: '',
};

/** What is decided of a webhook; the same when it is made and when it is changed. */
export function WebhookFields() {
  const url = String(useFieldValue('url') ?? '');
  const doesAllowHttp = useFieldValue('doesAllowHttp') === true;
  const events = useFieldValue('events') as readonly string[];
  const isPlain = /^http:/i.test(url.trim());
  return (
    <Stack>
      <TextField name="name" label="What it is for" placeholder="Billing system" autoComplete="off" data-autofocus />
      <TextField
        name="url"
        label="Address"
        description="A machine on the internet, by https. Redirects are not followed."
        placeholder="https://example.com/hooks"
        autoComplete="off"
        inputMode="url"
      />
      {isPlain || doesAllowHttp ? (
        <CheckField
          name="doesAllowHttp"
          label="Allow http"
          description="Whoever is on the way can read what is sent. Deliveries are still signed."
        />
      ) : null}
      <ManyField
        name="events"
        label="Events"
        placeholder={events.length === 0 ? 'Choose what it is told of' : ''}
        data={hookEventList.map((value) => ({ value, label: `${value}: ${hookEvents[value]}` }))}
        searchable
        clearable
      />
      {events.includes('alert.raised') ? (
        <ManyField
          name="alertKinds"
          label="Alerts"
          description="Empty = all of them"
          data={alertKindList.map((value) => ({ value, label: alertKinds[value] }))}
          clearable
        />
      ) : null}
      <TextField
        name="alarmEmail"
        label="E-mail when it stops"
        description="A webhook that takes nothing for five days is stopped. Empty = only an alert in the panel."
        type="email"
        autoComplete="off"
      />
      <Text c="dimmed" size="xs">
        Names and addresses of customers are never sent; events name accounts by their numbers.
      </Text>
    </Stack>
  );
}

/** On or off, where there is something to turn. */
export function OnField() {
  return <SwitchField name="isOn" label="On" description="Off: nothing is sent, and nothing that happens meanwhile is kept." />;
}
