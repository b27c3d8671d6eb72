import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { again, passkeyName } from '../../http/contract/passkeys.ts';
import { PasswordField, TextField } from '../kit/fields.tsx';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { notifyDone } from '../kit/notify.ts';
import { type Answer, type CreationOptions, hasPasskeys, makePasskey } from './passkeys.ts';

type AddPasskeyProps = {
  readonly start: (password: string) => Promise<CreationOptions>;
  readonly add: (name: string, answer: Answer) => Promise<unknown>;
};

/** Password and a name, then the browser asks its owner. */
export function AddPasskeyButton({ start, add }: AddPasskeyProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (!hasPasskeys())
    return (
      <Text c="dimmed" size="xs">
        Passkeys need HTTPS and a name in the address, or http://localhost.
      </Text>
    );
  return (
    <>
      <Button variant="default" leftSection={<IconFingerprint size={16} />} onClick={() => setIsOpen(true)}>
        Add a passkey
      </Button>
      {isOpen ? (
        <Modal opened onClose={() => setIsOpen(false)} title="Add a passkey">
          <ContractForm
            label="Add a passkey"
            initialValues={{ name: '', password: '' }}
            schema={passkeyName.extend(again.shape)}
            toBody={(values) => values}
            send={async ({ name, password }) => {
              await add(name, await makePasskey(await start(password)));
              notifyDone(`The passkey “${name}” is kept.`);
              setIsOpen(false);
            }}
          >
            <Stack>
              <TextField name="name" label="Name of the device" placeholder="Work laptop" data-autofocus autoComplete="off" />
              <PasswordField name="password" label="Your password" autoComplete="current-password" />
              <SaveButton>Make the passkey</SaveButton>
            </Stack>
          </ContractForm>
        </Modal>
      ) : null}
    </>
  );
}
