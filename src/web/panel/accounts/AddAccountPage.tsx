import { Group, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { addAccount, getAddAccountDefaults } from '../../../http/contract/accounts.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSecretSend } from '../../api.ts';
import { AreaField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { dateIn } from '../../kit/timeText.ts';
import { AccountAdded } from './AccountAdded.tsx';
import { type Defaults, toAddBody, valuesFor } from './accountValues.ts';
import { CardSection } from './CardFields.tsx';
import { DetailsSection } from './DetailsSection.tsx';
import { DuplicateHints } from './DuplicateHints.tsx';
import { ExtrasSection } from './ExtrasSection.tsx';
import { SendByMailField } from './SendByMailField.tsx';
import { SettingsSection } from './SettingsSection.tsx';

/** Add Account: one page, saved in one transaction (product.md §1). */
export function AddAccountPage() {
  const [added, setAdded] = useState<AnswerOf<typeof addAccount>>();
  const { data: defaults, error, refetch } = useAnswer(getAddAccountDefaults, {});
  if (added) return <AccountAdded added={added} onAnother={() => setAdded(undefined)} />;
  return (
    <>
      <PageHeader title="Add Account" help="A new customer with a first phone. Nothing is saved until you press the button." />
      {error && !defaults ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {defaults ? <AddAccountForm defaults={defaults} onAdded={setAdded} /> : <Skeleton h={420} />}
    </>
  );
}

type AddAccountFormProps = {
  readonly defaults: Defaults;
  readonly onAdded: (added: AnswerOf<typeof addAccount>) => void;
};

function AddAccountForm({ defaults, onAdded }: AddAccountFormProps) {
  const add = useSecretSend(addAccount);
  // The proposal that was shown, even when a refetch brings a newer one meanwhile.
  const [first] = useState(defaults);
  const { timeZone } = useLocale();
  return (
    <ContractForm
      label="Add Account"
      isGuarded
      initialValues={valuesFor(first, dateIn(timeZone, new Date()))}
      schema={addAccount.body}
      toBody={(values) => toAddBody(values, first.customerNumber)}
      send={async (body) => onAdded(await add({ body }))}
    >
      <Stack gap="md">
        <DetailsSection isFocused>
          <DuplicateHints />
        </DetailsSection>
        <ExtrasSection />
        <SettingsSection isNew />
        <Section title="Additional notes" help="The first line of this account’s log; kept with your name and the time.">
          <AreaField name="note" aria-label="Note" placeholder="Anything a colleague should know" minRows={2} />
        </Section>
        <CardSection />
        <Group className="k-savebar" justify="space-between">
          <SaveButton isShortcutShown>Add account</SaveButton>
          <SendByMailField canSendMail={first.canSendMail} />
        </Group>
      </Stack>
    </ContractForm>
  );
}
