import { Modal, Stack } from '@mantine/core';
import { rejectSignup } from '../../../http/contract/signups.ts';
import { useSend } from '../../api.ts';
import { AreaField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Signup } from './SignupPage.tsx';

/** Ends a signup without an account. */
export function RejectDialog({ signup, onClose }: { readonly signup: Signup; readonly onClose: () => void }) {
  const reject = useSend(rejectSignup);
  return (
    <Modal opened onClose={onClose} title={`Reject ${signup.name}`}>
      <ContractForm
        label="Reject"
        initialValues={{ reason: '', doesTell: false, message: '' }}
        schema={rejectSignup.body}
        toBody={(values) => ({ ...values, message: values.doesTell ? values.message : '' })}
        send={async (body) => {
          await reject.mutateAsync({ params: { id: signup.id }, body });
          notifyDone('Rejected. It stays in Signup History.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="reason" label="Reason" description="For colleagues; never sent" data-autofocus />
          {signup.details.email === '' ? null : <Letter email={signup.details.email} />}
          <SaveButton isShortcutShown>Reject</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

function Letter({ email }: { readonly email: string }) {
  const doesTell = useFieldValue('doesTell') === true;
  return (
    <>
      <SwitchField name="doesTell" label="Send a letter" description={`A short, friendly one to ${email}`} />
      {doesTell ? <AreaField name="message" label="Further words" description="In the letter, below ours; may be empty" /> : null}
    </>
  );
}
