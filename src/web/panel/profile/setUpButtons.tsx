import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { addPasskey, startPasskey, startTotp } from '../../../http/contract/profile.ts';
import { call, useSend } from '../../api.ts';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { hasPasskeys, makePasskey } from '../session/passkeys.ts';
import { AppDialog } from './AppDialog.tsx';
import { PasswordAgain } from './PasswordAgain.tsx';

type SetUpProps = { readonly onCodes: (codes: readonly string[]) => void };

/** Password, then QR code and key, then a code of the app. */
export function SetUpAppButton({ onCodes }: SetUpProps) {
  const [isAsking, setIsAsking] = useState(false);
  const [made, setMade] = useState<AnswerOf<typeof startTotp>>();
  return (
    <>
      <Button variant="default" leftSection={<IconDeviceMobile size={16} />} onClick={() => setIsAsking(true)}>
        Set up an authenticator app
      </Button>
      {isAsking ? (
        <PasswordAgain
          title="Set up an authenticator app"
          text="So that nobody else does this at your desk."
          verb="Go on"
          send={async (password) => {
            setMade(await call(startTotp, { body: { password } }));
            setIsAsking(false);
          }}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
      {made ? (
        <AppDialog
          made={made}
          onDone={(codes) => {
            setMade(undefined);
            onCodes(codes);
          }}
          onClose={() => setMade(undefined)}
        />
      ) : null}
    </>
  );
}

/** Password and a name, then the browser asks its owner. */
export function AddPasskeyButton({ onCodes }: SetUpProps) {
  const [isOpen, setIsOpen] = useState(false);
  const add = useSend(addPasskey);
  if (!hasPasskeys())
    return (
      <Text c="dimmed" size="xs">
        Passkeys need HTTPS and the panel’s name in the address, or http://localhost.
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
            schema={addPasskey.body.pick({ name: true }).extend(startPasskey.body.shape)}
            toBody={(values) => values}
            send={async ({ name, password }) => {
              const answer = await makePasskey(await call(startPasskey, { body: { password } }));
              const { recoveryCodes } = await add.mutateAsync({ body: { name, answer } });
              notifyDone(`The passkey “${name}” is kept.`);
              setIsOpen(false);
              onCodes(recoveryCodes);
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
