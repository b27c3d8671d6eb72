import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { addSignupForm, changeSignupForm, getSignupForm, signupFormInput } from '../../../http/contract/signupForms.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { ExtrasSection } from '../accounts/ExtrasSection.tsx';
import { FieldsSection } from './FieldsSection.tsx';
import { FormPreview } from './FormPreview.tsx';
import { AccountSection, FloodSection, FormSection, LookSection, SitesSection } from './FormSections.tsx';
import { SnippetsSection } from './SnippetsSection.tsx';
import { newFormValues, type StoredForm, toFormBody, valuesOfForm } from './signupFormValues.ts';

/** The generator: what the form asks and does, beside what people will see. */
export function SignupFormPage() {
  const { id = '' } = useParams();
  return id === 'new' ? <Editor form={undefined} /> : <Stored id={id} />;
}

function Stored({ id }: { readonly id: string }) {
  const { data, error, refetch } = useAnswer(getSignupForm, { params: { id } });
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  return data ? <Editor key={data.id} form={data} /> : <Skeleton h={420} />;
}

function Editor({ form }: { readonly form: StoredForm | undefined }) {
  // What was on screen when editing began: the version that the save answers for.
  const [opened, setOpened] = useState(form);
  const add = useSend(addSignupForm);
  const change = useSend(changeSignupForm);
  const navigate = useNavigate();
  const send = async (body: ReturnType<typeof toFormBody>) => {
    if (opened) {
      const { version } = opened;
      setOpened(await change.mutateAsync({ params: { id: opened.id }, body: { ...body, version } }));
      return notifyDone('Saved. The hosted page follows at once.');
    }
    const made = await add.mutateAsync({ body });
    notifyDone('The form is open.');
    void navigate(`/signup-forms/${made.id}`, { replace: true });
  };
  return (
    <>
      <Header form={opened} />
      <ContractForm
        key={opened?.version ?? 0}
        label="Signup form"
        isGuarded
        initialValues={opened ? valuesOfForm(opened) : newFormValues()}
        schema={signupFormInput}
        toBody={toFormBody}
        send={send}
      >
        <div className="k-editor">
          <Stack gap="md">
            {opened ? <SnippetsSection form={opened} /> : null}
            <FormSection />
            <FieldsSection />
            <AccountSection />
            <ExtrasSection />
            <LookSection />
            <SitesSection />
            <FloodSection />
            <Group className="k-savebar">
              <SaveButton isShortcutShown>{opened ? 'Save form' : 'Add form'}</SaveButton>
            </Group>
          </Stack>
          <FormPreview />
        </div>
      </ContractForm>
    </>
  );
}

function Header({ form }: { readonly form: StoredForm | undefined }) {
  return (
    <PageHeader
      title={form ? form.name : 'Add signup form'}
      help={
        <>
          What people are asked and what becomes of it.{' '}
          <Anchor component={Link} to="/help/signup-forms" size="sm" underline="always">
            How signup works
          </Anchor>
        </>
      }
    >
      {form ? (
        <Button
          component="a"
          href={`/signup/${form.code}`}
          target="_blank"
          rel="noopener"
          variant="default"
          leftSection={<IconExternalLink size={16} />}
        >
          Open the page
        </Button>
      ) : null}
    </PageHeader>
  );
}
