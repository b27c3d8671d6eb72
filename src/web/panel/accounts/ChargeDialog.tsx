import { Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { chargeOnce } from '../../../http/contract/accountBilling.ts';
import { useSend } from '../../api.ts';
import { formatDecimal } from '../../kit/decimal.ts';
import { AmountField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Account } from './accountValues.ts';
import { newMoneyKey } from './moneyKey.ts';

/** A charge or credit that comes once. */
export function ChargeDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const send = useSend(chargeOnce);
  const [key] = useState(newMoneyKey);
  const isPrePaid = account.paymentType === 'pre_paid';
  return (
    <Modal opened onClose={onClose} title="Charge or credit">
      <ContractForm
        label="Charge or credit"
        initialValues={{ amount: '', description: '', isTaxable: true }}
        schema={chargeOnce.body}
        toBody={(values) => ({ ...values, key })}
        send={async (body) => {
          const { balance } = await send.mutateAsync({ params: { id: account.id }, body });
          notifyDone(
            isPrePaid
              ? `Booked. The balance is ${formatDecimal(balance.posted)} ${balance.currency}.`
              : 'Booked. It will stand on the next invoice.',
          );
          onClose();
        }}
      >
        <Stack>
          <AmountField
            name="amount"
            label="Amount"
            description="25.00 charges the customer, -25.00 is a credit"
            currency={account.balance.currency}
            data-autofocus
            inputMode="text"
          />
          <TextField
            name="description"
            label="Description"
            description="Stands on the invoice"
            placeholder="Visit of a technician"
          />
          {isPrePaid ? null : (
            <SwitchField name="isTaxable" label="Taxable" description="Taxes are charged on it, or given back" />
          )}
          <SaveButton>Book</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
