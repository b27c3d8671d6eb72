import { Modal, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { listAccounts } from '../../../http/contract/accounts.ts';
import { allocateIncomingNumber } from '../../../http/contract/incomingNumbers.ts';
import { useAnswer, useSend } from '../../api.ts';
import { SelectField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { useCurrency } from '../session/session.ts';
import { type IncomingNumber, shownNumber } from './numberText.ts';

type AllocateDialogProps = { readonly number: IncomingNumber; readonly onClose: () => void };

/** Gives a number of the stock to a customer, who is found by name, number or mail. */
export function AllocateDialog({ number, onClose }: AllocateDialogProps) {
  const allocate = useSend(allocateIncomingNumber);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 250);
  const { data } = useAnswer(listAccounts, { query: { search, limit: 20 } }, { keep: true });
  return (
    <Modal opened onClose={onClose} title={`Allocate ${shownNumber(number)}`}>
      <ContractForm
        label="Allocate the number"
        initialValues={{ accountId: '' }}
        schema={allocateIncomingNumber.body}
        toBody={(values) => values}
        send={async (body) => {
          const { accountName } = await allocate.mutateAsync({ params: { id: number.id }, body });
          notifyDone(`${shownNumber(number)} belongs to ${accountName}.`);
          onClose();
        }}
      >
        <Stack>
          <SelectField
            name="accountId"
            label="Customer"
            placeholder="Name, number or e-mail"
            searchable
            filter={({ options }) => options}
            onSearchChange={setTyped}
            nothingFoundMessage="No account fits."
            data={data?.items.map((one) => ({ value: one.id, label: `${one.displayName}, ${one.customerNumber}` })) ?? []}
            data-autofocus
          />
          <Terms number={number} />
          <SaveButton>Allocate</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** What the customer will pay for it. */
export function Terms({ number }: { readonly number: Pick<IncomingNumber, 'monthlyPrice' | 'perMinute'> }) {
  const currency = useCurrency();
  const isFree = Number(number.perMinute) === 0;
  const monthly =
    Number(number.monthlyPrice) === 0 ? 'No monthly price' : `${currency} ${number.monthlyPrice} a month, as an extra`;
  return (
    <Text c="dimmed" size="xs">
      {monthly}.{' '}
      {isFree ? 'Calls to it are free for the customer.' : `Calls to it cost ${currency} ${number.perMinute} a minute.`} They ring
      all phones until you say otherwise.
    </Text>
  );
}
