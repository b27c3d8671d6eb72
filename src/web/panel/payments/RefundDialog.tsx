import { Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { refundPayment } from '../../../http/contract/payments.ts';
import { useSend } from '../../api.ts';
import { AmountField, SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { newMoneyKey } from '../accounts/moneyKey.ts';
import type { Payment } from './payment.ts';
import { handChoices } from './words.ts';

type RefundDialogProps = { readonly payment: Payment; readonly onClose: () => void };
type Method = 'cash' | 'bank' | 'cheque' | 'gateway';

/** Money goes back to the customer. */
export function RefundDialog({ payment, onClose }: RefundDialogProps) {
  const send = useSend(refundPayment);
  const [key] = useState(newMoneyKey);
  const ways = [...(payment.isByCard ? [{ value: 'gateway', label: 'Back to the card' }] : []), ...handChoices];
  return (
    <Modal opened onClose={onClose} title="Give money back">
      <ContractForm
        label="Give money back"
        initialValues={{
          amount: payment.unused,
          method: (payment.isByCard ? 'gateway' : 'bank') as Method,
          reference: '',
          reason: '',
        }}
        schema={refundPayment.body}
        toBody={(values) => ({ ...values, key })}
        send={async (body) => {
          await send.mutateAsync({ params: { id: payment.id }, body });
          notifyDone(body.method === 'gateway' ? 'The gateway is asked to give it back.' : 'Booked.');
          onClose();
        }}
      >
        <Stack>
          <AmountField name="amount" label="Amount" currency={payment.currency} data-autofocus />
          <SelectField name="method" label="Way" data={ways} />
          <TextField name="reference" label="Reference" description="Of the transfer or cheque" />
          <TextField name="reason" label="Reason" description="Stands on the statement" placeholder="Paid twice" />
          <SaveButton>Give back</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
