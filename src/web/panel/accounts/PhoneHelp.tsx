import { List, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../kit/Section.tsx';
import { encryptionStep, type PhoneValues, phoneSteps } from './phoneSteps.ts';

/** Steps for the commonest phones, with this phone's own values in them. */
export function PhoneHelp(values: PhoneValues) {
  const [name, setName] = useState('Linphone');
  const all = phoneSteps(values);
  const chosen = all.find((one) => one.name === name) ?? all[0]!;
  return (
    <Section title="Set up the phone" help="Choose the phone; the values of this account stand in the steps.">
      <Stack gap="sm">
        <Select
          label="Phone"
          value={chosen.name}
          onChange={(value) => setName(value ?? 'Linphone')}
          data={all.map((one) => ({ value: one.name, label: `${one.name} · ${one.kind}` }))}
          allowDeselect={false}
          searchable
          maw={320}
        />
        <List type="ordered" spacing={4}>
          {chosen.steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
        {chosen.protocol === 'sip' ? <Text size="sm">{encryptionStep(values)}</Text> : null}
        <Text c="dimmed" size="xs">
          Behind a router: leave STUN and “SIP ALG” off. The account page shows the moment the phone is registered.
        </Text>
      </Stack>
    </Section>
  );
}
