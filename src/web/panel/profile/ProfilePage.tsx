import { Modal, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { changeOwnName, getProfile } from '../../../http/contract/profile.ts';
import { useAnswer, useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { OwnSessions } from './OwnSessions.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { type Profile, TwoStepSection } from './TwoStepSection.tsx';

/** Who I am, and how I sign in. */
export function ProfilePage() {
  const { data: profile, error, refetch } = useAnswer(getProfile, {});
  const [codes, setCodes] = useState<readonly string[]>([]);
  return (
    <>
      <PageHeader title="Profile" help="Your name, your password, and how you sign in." />
      {error && !profile ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {profile ? (
        <Stack>
          <NameSection profile={profile} />
          <TwoStepSection profile={profile} onCodes={setCodes} />
          <Section title="Password" help="The new one signs you out everywhere else.">
            <PasswordForm />
          </Section>
          <OwnSessions sessions={profile.sessions} />
        </Stack>
      ) : (
        <Skeleton h={300} />
      )}
      {codes.length > 0 ? (
        <Modal opened onClose={() => setCodes([])} title="Keep these codes" closeOnClickOutside={false} closeOnEscape={false}>
          <RecoveryCodes codes={codes} onDone={() => setCodes([])} />
        </Modal>
      ) : null}
    </>
  );
}

function NameSection({ profile }: { readonly profile: Profile }) {
  const change = useSend(changeOwnName);
  const level = profile.level === 'administrator' ? 'an Administrator' : 'a Super User';
  return (
    <Section title="Name" help={`You sign in as ${profile.userName} and are ${level}.`}>
      <ContractForm
        label="Name"
        initialValues={{ name: profile.name }}
        schema={changeOwnName.body}
        toBody={(values) => values}
        send={async (body) => {
          await change.mutateAsync({ body });
          notifyDone('Saved.');
        }}
      >
        <Stack maw={420}>
          <TextField name="name" label="Your name" description="Stands beside notes and in histories" autoComplete="name" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Section>
  );
}
