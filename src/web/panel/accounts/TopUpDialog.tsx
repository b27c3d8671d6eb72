import { Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { adjust, topUp } from '../../../http/contract/money.ts';
import { useSend } from '../../api.ts';
import { formatDecimal } from '../../kit/decimal.ts';
import { AmountField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { useCurrency } from '../session/session.ts';
import { newMoneyKey } from './moneyKey.ts';

type DialogProps = { readonly accountId: string; readonly onClose: () => void };
type Body = { amount: string; reason: string; key: string };

/** Money received from the customer. */
export function TopUpDialog({ accountId, onClose }: DialogProps) {
  const send = useSend(topUp);
  const currency = useCurrency();
  const [key] = useState(newMoneyKey);
  return (
    <Modal opened onClose={onClose} title="Top up">
      <ContractForm
        label="Top up"
        initialValues={{ amount: '', reason: 'Payment received' }}
        schema={topUp.body}
        toBody={(values): Body => ({ ...values, key })}
        send={async (body) => {
          const { balance } = await send.mutateAsync({ params: { id: accountId }, body });
          notifyDone(`Topped up. The balance is ${formatDecimal(balance.posted)} ${balance.currency}.`);
          onClose();
        }}
      >
        <Stack>
          <AmountField name="amount" label="Amount" currency={currency} data-autofocus placeholder="50.00" />
          <TextField name="reason" label="Reason" description="Stands on the statement" />
          <SaveButton>Top up</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** A correction of the balance, with its reason. */
export function AdjustDialog({ accountId, onClose }: DialogProps) {
  const send = useSend(adjust);
  const currency = useCurrency();
  const [key] = useState(newMoneyKey);
  return (
    <Modal opened onClose={onClose} title="Adjust the balance">
      <ContractForm
        label="Adjust the balance"
        initialValues={{ amount: '', reason: '' }}
        schema={adjust.body}
        toBody={(values): Body => ({ ...values, key })}
        send={async (body) => {
          const { balance } = await send.mutateAsync({ params: { id: accountId }, body });
          notifyDone(`Adjusted. The balance is ${formatDecimal(balance.posted)} ${balance.currency}.`);
          onClose();
        }}
      >
        <Stack>
          <AmountField
            name="amount"
            label="Amount"
            description="5.00 gives the customer money, -5.00 takes it"
            currency={currency}
            data-autofocus
            inputMode="text"
          />
          <TextField
            name="reason"
            label="Reason"
            description="Stands on the statement"
            placeholder="Refund for the outage of 3 May"
          />
          <SaveButton>Adjust</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
