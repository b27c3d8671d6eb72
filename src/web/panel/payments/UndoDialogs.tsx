import { Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { releaseAllocation, reversePayment } from '../../../http/contract/payments.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Payment } from './payment.ts';

/** A payment that was none: a bounced cheque, a mistake. */
export function ReverseDialog({ payment, onClose }: { readonly payment: Payment; readonly onClose: () => void }) {
  const send = useSend(reversePayment);
  return (
    <ReasonDialog
      title="Undo this payment?"
      verb="Undo"
      done="Undone."
      onClose={onClose}
      send={(body) => send.mutateAsync({ params: { id: payment.id }, body })}
    >
      Its invoices are open again and the money is off the customer’s account. The payment itself stays in the list, marked as
      undone.
    </ReasonDialog>
  );
}

/** The money stays, the invoice is open again. */
export function ReleaseDialog({ allocationId, onClose }: { readonly allocationId: string; readonly onClose: () => void }) {
  const send = useSend(releaseAllocation);
  return (
    <ReasonDialog
      title="Take it off this invoice?"
      verb="Take off"
      done="The invoice is open again."
      onClose={onClose}
      send={(body) => send.mutateAsync({ params: { id: allocationId }, body })}
    >
      The invoice is open again. The money stays as the customer’s credit and pays other invoices that are open.
    </ReasonDialog>
  );
}

type ReasonDialogProps = {
  readonly title: string;
  readonly verb: string;
  readonly done: string;
  readonly onClose: () => void;
  readonly send: (body: { readonly reason: string }) => Promise<unknown>;
  readonly children: ReactNode;
};

/** Something that wants a reason, which is kept. */
export function ReasonDialog({ title, verb, done, onClose, send, children }: ReasonDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <ContractForm
        label={title}
        initialValues={{ reason: '' }}
        schema={reversePayment.body}
        toBody={(values) => values}
        send={async (body) => {
          await send(body);
          notifyDone(done);
          onClose();
        }}
      >
        <Stack>
          <Text>{children}</Text>
          <TextField name="reason" label="Reason" description="Kept in the history" data-autofocus />
          <SaveButton>{verb}</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
