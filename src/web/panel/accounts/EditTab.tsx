import { Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { Refusal } from '../../../core/base/refusal.ts';
import { changeAccount } from '../../../http/contract/accounts.ts';
import { useSend } from '../../api.ts';
import { ContractForm, type Handle, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { useMay } from '../session/session.ts';
import { type Account, toChangeBody, valuesOf } from './accountValues.ts';
import { DetailsSection } from './DetailsSection.tsx';
import { DuplicateHints } from './DuplicateHints.tsx';
import { ExtrasSection } from './ExtrasSection.tsx';
import { InformationSection } from './InformationSection.tsx';
import { MergeEdits } from './MergeEdits.tsx';
import { SettingsSection } from './SettingsSection.tsx';

/** The same sections as Add Account. A save that would overwrite a colleague's is refused, says what changed, and brings both together. */
export function EditTab({ account }: { readonly account: Account }) {
  // What was on screen when editing began: the version that the save answers for.
  const [opened, setOpened] = useState(account);
  const [saved, setSaved] = useState(account.version);
  const change = useSend(changeAccount);
  const mayChange = useMay('account.change');
  const remedy = (error: unknown, form: Handle, settle: () => void) =>
    error instanceof Refusal && error.code === 'stale_version' ? (
      <MergeEdits opened={opened} form={form} onMerged={setOpened} onDone={settle} />
    ) : null;
  return (
    <ContractForm
      key={saved}
      label="Edit account"
      isGuarded
      initialValues={valuesOf(opened)}
      schema={changeAccount.body}
      toBody={(values) => toChangeBody(values, opened.version)}
      remedy={remedy}
      send={async (body) => {
        const current = await change.mutateAsync({ params: { id: account.id }, body });
        setOpened(current);
        setSaved(current.version);
        notifyDone('Saved.');
      }}
    >
      <Stack gap="md">
        <InformationSection account={account} />
        <DetailsSection>
          <DuplicateHints exceptId={account.id} />
        </DetailsSection>
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
