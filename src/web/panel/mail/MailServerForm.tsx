import { Anchor, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changeMailSettings, type getMailSettings } from '../../../http/contract/mail.ts';
import { useSend } from '../../api.ts';
import { NumberField, PasswordField, SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';

type MailSettings = AnswerOf<typeof getMailSettings>;

const securityChoices = [
  { value: 'starttls', label: 'STARTTLS, usually port 587' },
  { value: 'tls', label: 'TLS, usually port 465' },
  { value: 'none', label: 'None, usually port 25' },
];

/** Where letters are handed over. The password can be written, never read. */
export function MailServerForm({ settings }: { readonly settings: MailSettings }) {
  const change = useSend(changeMailSettings);
  const [isPasswordOpen, setIsPasswordOpen] = useState(!settings.hasPassword);
  const { host, port, security, userName, fromName, fromAddress, version } = settings;
  return (
    <ContractForm
      label="Mail server"
      isGuarded
      initialValues={{ host, port: port as number | '', security, userName, password: '', fromName, fromAddress }}
      schema={changeMailSettings.body}
      toBody={({ password, port: typedPort, ...values }) => ({
        ...values,
        port: typedPort as number,
        ...(isPasswordOpen && { password }),
        version,
      })}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone('Saved. Whatever waits is tried now.');
      }}
    >
      <Section title="Mail server" help="Your provider’s or your own SMTP server. An empty host stops all letters; they wait.">
        <Stack>
          <div className="k-fields">
            <TextField
              name="host"
              label="Host"
              placeholder="smtp.example.net"
              autoComplete="off"
              wrapperProps={{ className: 'k-wide' }}
            />
            <NumberField name="port" label="Port" min={1} max={65_535} thousandSeparator={false} />
            <SelectField name="security" label="Security" data={securityChoices} />
            <TextField name="userName" label="User name" description="Empty = no sign-in" autoComplete="off" />
            {isPasswordOpen ? (
              <PasswordField
                name="password"
                label="Password"
                description="Kept sealed, never shown"
                autoComplete="new-password"
              />
            ) : (
              <div>
                <Text size="sm" fw={500}>
                  Password
                </Text>
                <Text c="dimmed" size="sm">
                  Kept sealed.{' '}
                  <Anchor component="button" type="button" size="sm" underline="always" onClick={() => setIsPasswordOpen(true)}>
                    Type another
                  </Anchor>
                </Text>
              </div>
            )}
            <TextField name="fromName" label="Sender’s name" placeholder="Example Voice" autoComplete="off" />
            <TextField
              name="fromAddress"
              label="Sender’s address"
              type="email"
              placeholder="office@example.net"
              autoComplete="off"
            />
          </div>
          <ClearTextWarning />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}

function ClearTextWarning() {
  const isClear = useFieldValue('security') === 'none';
  return isClear ? (
    <Text c="dimmed" size="sm">
      Without security, password and letters can be read on the way. Use it for a server on this machine or your own network only.
    </Text>
  ) : null;
}
