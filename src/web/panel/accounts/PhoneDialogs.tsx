import { Modal, Stack } from '@mantine/core';
import { addNetworkNumber, changeNetworkNumber } from '../../../http/contract/phones.ts';
import { useSend } from '../../api.ts';
import { NumberField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Credentials } from './CredentialsCard.tsx';
import type { Phone } from './Registration.tsx';

type AddPhoneDialogProps = {
  readonly accountId: string;
  readonly onAdded: (credentials: Credentials) => void;
  readonly onClose: () => void;
};

/** A further phone for an account. */
export function AddPhoneDialog({ accountId, onAdded, onClose }: AddPhoneDialogProps) {
  const add = useSend(addNetworkNumber);
  return (
    <Modal opened onClose={onClose} title="Add a phone">
      <ContractForm
        label="Add a phone"
        initialValues={{ label: '', number: '', secret: '' }}
        schema={addNetworkNumber.body}
        toBody={({ label, number, secret }) => ({
          label,
          ...(number === '' ? {} : { number }),
          ...(secret === '' ? {} : { secret }),
        })}
        send={async (body) => {
          const { credentials } = await add.mutateAsync({ params: { id: accountId }, body });
          onAdded(credentials);
          onClose();
        }}
      >
        <Stack>
          <TextField name="label" label="Label" placeholder="Reception" data-autofocus />
          <TextField name="number" label="Number" description="Empty = the next free one" inputMode="numeric" />
          <TextField
            name="secret"
            label="Secret"
            description="Empty = a strong one is made"
            autoComplete="off"
            spellCheck={false}
          />
          <SaveButton>Add phone</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** Label and call limit of a phone. */
export function ChangePhoneDialog({ phone, onClose }: { readonly phone: Phone; readonly onClose: () => void }) {
  const change = useSend(changeNetworkNumber);
  return (
    <Modal opened onClose={onClose} title={`Phone ${phone.number}`}>
      <ContractForm
        label="Change the phone"
        initialValues={{ label: phone.label, callLimit: phone.callLimit ?? ('' as number | '') }}
        schema={changeNetworkNumber.body}
        toBody={({ label, callLimit }) => ({ label, callLimit: callLimit === '' ? null : callLimit, isActive: phone.isActive })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: phone.id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="label" label="Label" data-autofocus />
          <NumberField name="callLimit" label="Calls at once" description="Empty = as the account allows" unit="calls" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
