import { Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import * as z from 'zod';
import { passwordAgain } from '../../http/contract/passkeys.ts';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { PasswordField } from '../kit/textFields.tsx';
import { useWords } from '../kit/words.tsx';
import { accessWords } from './accessWords.ts';

type PasswordAgainProps = {
  readonly title: string;
  readonly text: ReactNode;
  /** The verb on the button. */
  readonly verb: string;
  readonly send: (password: string) => Promise<unknown>;
  readonly onClose: () => void;
};

const schema = z.strictObject({ password: passwordAgain });

/** Asks for the password again before something that a stolen session must not do. */
export function PasswordAgain({ title, text, verb, send, onClose }: PasswordAgainProps) {
  const words = useWords(accessWords);
  return (
    <Modal opened onClose={onClose} title={title}>
      <ContractForm
        label={title}
        initialValues={{ password: '' }}
        schema={schema}
        toBody={(values) => values}
        send={({ password }) => send(password)}
      >
        <Stack>
          <Text>{text}</Text>
          <PasswordField name="password" label={words.yourPassword} autoComplete="current-password" data-autofocus />
          <Group justify="flex-end">
            <SaveButton>{verb}</SaveButton>
          </Group>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
