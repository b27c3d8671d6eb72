import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { again, passkeyName } from '../../http/contract/passkeys.ts';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { notifyDone } from '../kit/notify.ts';
import { PasswordField, TextField } from '../kit/textFields.tsx';
import { fill, useWords } from '../kit/words.tsx';
import { accessWords } from './accessWords.ts';
import { type Answer, type CreationOptions, hasPasskeys, makePasskey } from './passkeys.ts';

type AddPasskeyProps = {
  readonly start: (password: string) => Promise<CreationOptions>;
  readonly add: (name: string, answer: Answer) => Promise<unknown>;
};

/** Password and a name, then the browser asks its owner. */
export function AddPasskeyButton({ start, add }: AddPasskeyProps) {
  const words = useWords(accessWords);
  const [isOpen, setIsOpen] = useState(false);
  if (!hasPasskeys())
    return (
      <Text c="dimmed" size="xs">
        {words.needHttps}
      </Text>
    );
  return (
    <>
      <Button variant="default" leftSection={<IconFingerprint size={16} />} onClick={() => setIsOpen(true)}>
        {words.addPasskey}
      </Button>
      {isOpen ? (
        <Modal opened onClose={() => setIsOpen(false)} title={words.addPasskey}>
          <ContractForm
            label={words.addPasskey}
            initialValues={{ name: '', password: '' }}
            schema={passkeyName.extend(again.shape)}
            toBody={(values) => values}
            send={async ({ name, password }) => {
              await add(name, await makePasskey(await start(password)));
              notifyDone(fill(words.passkeyKept, { name }));
              setIsOpen(false);
            }}
          >
            <Stack>
              <TextField
                name="name"
                label={words.nameOfDevice}
                placeholder={words.exampleDevice}
                data-autofocus
                autoComplete="off"
              />
              <PasswordField name="password" label={words.yourPassword} autoComplete="current-password" />
              <SaveButton>{words.makePasskey}</SaveButton>
            </Stack>
          </ContractForm>
        </Modal>
      ) : null}
    </>
  );
}
