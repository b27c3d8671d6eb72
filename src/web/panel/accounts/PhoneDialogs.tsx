import { Modal, Stack } from '@mantine/core';
import { addNetworkNumber, changeNetworkNumber } from '../../../http/contract/phones.ts';
import { useSend } from '../../api.ts';
import { CheckField, NumberField, SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, Suggestion, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Credentials } from './CredentialsCard.tsx';
import type { Phone } from './Registration.tsx';
import { SendByMailField } from './SendByMailField.tsx';

type AddPhoneDialogProps = {
  readonly accountId: string;
  /** Of the customer; empty when there is none. */
  readonly email: string;
  readonly onAdded: (credentials: Credentials) => void;
  readonly onClose: () => void;
};

/** A further phone for an account. */
export function AddPhoneDialog({ accountId, email, onAdded, onClose }: AddPhoneDialogProps) {
  const add = useSend(addNetworkNumber);
  return (
    <Modal opened onClose={onClose} title="Add a phone">
      <ContractForm
        label="Add a phone"
        initialValues={{ label: '', number: '', secret: '', email, sendByMail: false }}
        schema={addNetworkNumber.body}
        toBody={({ label, number, secret, sendByMail }) => ({
          label,
          sendByMail,
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
          <div>
            <TextField name="number" label="Number" description="Empty = the next free one" inputMode="numeric" />
            <Suggestion name="number" />
          </div>
          <TextField
            name="secret"
            label="Secret"
            description="Empty = a strong one is made"
            autoComplete="off"
            spellCheck={false}
          />
          <SendByMailField canSendMail />
          <SaveButton>Add phone</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

type ChangePhoneDialogProps = {
  readonly phone: Phone;
  /** Numbers of the account that a phone may show. */
  readonly ownNumbers: readonly string[];
  readonly onClose: () => void;
};

/** Label, caller ID and call limit of a phone. */
export function ChangePhoneDialog({ phone, ownNumbers, onClose }: ChangePhoneDialogProps) {
  const change = useSend(changeNetworkNumber);
  return (
    <Modal opened onClose={onClose} title={`Phone ${phone.number}`}>
      <ContractForm
        label="Change the phone"
        initialValues={{
          ...{ label: phone.label, callerId: phone.callerId, otherCallerId: '', isCallerIdApproved: false },
          callLimit: phone.callLimit ?? ('' as number | ''),
        }}
        schema={changeNetworkNumber.body}
        toBody={({ label, callerId, otherCallerId, isCallerIdApproved, callLimit }) => ({
          ...{ label, isActive: phone.isActive },
          ...(callerId === otherNumber ? { callerId: otherCallerId, isCallerIdApproved } : { callerId }),
          callLimit: callLimit === '' ? null : callLimit,
        })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: phone.id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="label" label="Label" data-autofocus />
          <SelectField
            name="callerId"
            label="Caller ID"
            description="What the called person sees: one of this account’s own numbers"
            data={callerIdChoices(phone, ownNumbers)}
          />
          <OtherCallerId />
          <NumberField name="callLimit" label="Calls at once" description="Empty = as the account allows" unit="calls" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** Not a number, so it never is one of the account's. */
const otherNumber = 'other';

function callerIdChoices(phone: Phone, ownNumbers: readonly string[]) {
  const others = new Set(ownNumbers.filter((number) => number !== phone.number));
  if (phone.callerId !== '') others.add(phone.callerId);
  return [
    { value: '', label: `Its own number, ${phone.number}` },
    ...[...others].map((number) => ({ value: number, label: number })),
    { value: otherNumber, label: 'Another number, with your approval' },
  ];
}

/** A number that is not one of the account: somebody of staff says that the customer may show it, and the history keeps who. */
function OtherCallerId() {
  if (useFieldValue('callerId') !== otherNumber) return null;
  return (
    <>
      <TextField
        name="otherCallerId"
        label="Number to show"
        description="With the country code, digits only"
        inputMode="numeric"
      />
      <CheckField name="isCallerIdApproved" label="I have seen that this customer may show it" />
    </>
  );
}
