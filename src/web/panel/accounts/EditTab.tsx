import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../../core/base/refusal.ts';
import { changeAccount, getAccount } from '../../../http/contract/accounts.ts';
import { call, keyOf, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { useMay } from '../session/session.ts';
import { type Account, toChangeBody, valuesOf } from './accountValues.ts';
import { DetailsSection } from './DetailsSection.tsx';
import { ExtrasSection } from './ExtrasSection.tsx';
import { SettingsSection } from './SettingsSection.tsx';

/** The same sections as Add Account. A save that would overwrite a colleague's is refused and says so. */
export function EditTab({ account }: { readonly account: Account }) {
  // What was on screen when editing began: the version that the save answers for.
  const [opened, setOpened] = useState(account);
  const change = useSend(changeAccount);
  const client = useQueryClient();
  const mayChange = useMay('account.change');
  const loadAgain = async () => {
    const sent = { params: { id: account.id } };
    const current = await call(getAccount, sent);
    client.setQueryData(keyOf(getAccount, sent), current);
    setOpened(current);
  };
  const remedy = (error: unknown) =>
    error instanceof Refusal && error.code === 'stale_version' ? (
      <Button size="xs" variant="default" onClick={() => loadAgain().catch(notifyProblem)}>
        Show the current values (drops what you typed)
      </Button>
    ) : null;
  return (
    <ContractForm
      key={opened.version}
      label="Edit account"
      isGuarded
      initialValues={valuesOf(opened)}
      schema={changeAccount.body}
      toBody={(values) => toChangeBody(values, opened.version)}
      remedy={remedy}
      send={async (body) => {
        setOpened(await change.mutateAsync({ params: { id: account.id }, body }));
        notifyDone('Saved.');
      }}
    >
      <Stack gap="md">
        <DetailsSection />
        <ExtrasSection />
        <SettingsSection isNew={false} />
        {mayChange ? (
          <Group className="k-savebar">
            <SaveButton isShortcutShown>Save changes</SaveButton>
          </Group>
        ) : null}
      </Stack>
    </ContractForm>
  );
}
