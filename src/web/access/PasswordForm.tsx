import { Stack } from '@mantine/core';
import { useState } from 'react';
import type * as z from 'zod';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { notifyDone } from '../kit/notify.ts';
import { PasswordField } from '../kit/textFields.tsx';
import { useWords } from '../kit/words.tsx';
import { accessWords } from './accessWords.ts';

type PasswordFormProps = {
  readonly schema: z.ZodType;
  readonly send: (body: { readonly password: string; readonly newPassword: string }) => Promise<unknown>;
  readonly oldLabel?: string;
};

/** A new password for oneself; each door says where it is sent. */
export function PasswordForm({ schema, send, oldLabel }: PasswordFormProps) {
  const words = useWords(accessWords);
  const [round, setRound] = useState(0);
  return (
    <ContractForm
      key={round}
      label={words.changePassword}
      initialValues={{ password: '', newPassword: '' }}
      schema={schema}
      toBody={(values) => values}
      send={async (body) => {
        await send(body);
        notifyDone(words.passwordChanged);
        setRound((count) => count + 1);
      }}
    >
      <Stack maw={420}>
        <PasswordField name="password" label={oldLabel ?? words.passwordNow} autoComplete="current-password" />
        <PasswordField
          name="newPassword"
          label={words.newPassword}
          description={words.newPasswordHelp}
          autoComplete="new-password"
        />
        <SaveButton>{words.changePassword}</SaveButton>
      </Stack>
    </ContractForm>
  );
}
