import { Stack } from '@mantine/core';
import { useState } from 'react';
import { changeOwnPassword } from '../../../http/contract/profile.ts';
import { useSend } from '../../api.ts';
import { PasswordField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

/** A new password for oneself. */
export function PasswordForm({ oldLabel = 'Password now' }: { readonly oldLabel?: string }) {
  const change = useSend(changeOwnPassword);
  const [round, setRound] = useState(0);
  return (
    <ContractForm
      key={round}
      label="Change password"
      initialValues={{ password: '', newPassword: '' }}
      schema={changeOwnPassword.body}
      toBody={(values) => values}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone('Your password is changed. All your other sessions have ended.');
        setRound((count) => count + 1);
      }}
    >
      <Stack maw={420}>
        <PasswordField name="password" label={oldLabel} autoComplete="current-password" />
        <PasswordField
          name="newPassword"
          label="New password"
          description="At least 10 characters; several words are strong and easy"
          autoComplete="new-password"
        />
        <SaveButton>Change password</SaveButton>
      </Stack>
    </ContractForm>
  );
}
