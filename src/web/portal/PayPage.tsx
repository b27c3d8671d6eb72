import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { getPortalAccount, listPortalPayments } from '../../http/contract/portal.ts';
import { makeOwnPayLink, redeemOwnVoucher } from '../../http/contract/portalMoney.ts';
import { call, useAnswer, useSend } from '../api.ts';
import { AmountField, TextField } from '../kit/fields.tsx';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { Money } from '../kit/Money.tsx';
import { notifyDone } from '../kit/notify.ts';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { usePayByCard } from './usePayByCard.ts';

/** Paying by card, on the gateway's page, or with a voucher. */
export function PayPage() {
  const { data, error } = useAnswer(getPortalAccount, {});
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const { currency } = data.balance;
  return (
    <Stack>
      <Title order={1}>{data.paymentType === 'pre_paid' ? 'Top up' : 'Pay'}</Title>
      <Section title="By card">
        {data.mayPayByCard ? (
          <Stack align="flex-start">
            {/[1-9]/.test(data.owed) ? <PayOwed owed={data.owed} currency={currency} /> : null}
            {data.paymentType === 'pre_paid' ? <AmountByCard currency={currency} /> : null}
            {data.paymentType === 'post_paid' && !/[1-9]/.test(data.owed) ? <Text>Nothing is open.</Text> : null}
          </Stack>
        ) : (
          <Alert color="yellow">Paying by card is not possible at the moment.</Alert>
        )}
      </Section>
      <Section title="With a voucher">
        <Voucher currency={currency} />
      </Section>
      <Payments />
    </Stack>
  );
}

function PayOwed({ owed, currency }: { readonly owed: string; readonly currency: string }) {
  const pay = usePayByCard();
  return (
    <Button loading={pay.isPending} onClick={() => pay.go({})}>
      Pay <Money value={owed} currency={currency} />
    </Button>
  );
}

function AmountByCard({ currency }: { readonly currency: string }) {
  return (
    <ContractForm
      label="Top up by card"
      initialValues={{ amount: '' }}
      schema={makeOwnPayLink.body}
      toBody={({ amount }) => ({ amount })}
      send={async (body) => window.location.assign((await call(makeOwnPayLink, { body })).url)}
    >
      <Stack>
        <AmountField name="amount" label="Amount" currency={currency} />
        <SaveButton>Pay by card</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Voucher({ currency }: { readonly currency: string }) {
  const redeem = useSend(redeemOwnVoucher);
  const [round, setRound] = useState(0);
  return (
    <ContractForm
      key={round}
      label="Redeem a voucher"
      initialValues={{ code: '' }}
      schema={redeemOwnVoucher.body}
      toBody={(values) => values}
      send={async (body) => {
        const { amount } = await redeem.mutateAsync({ body });
        notifyDone(`${amount} ${currency} are on your account.`);
        setRound((count) => count + 1);
      }}
    >
      <Stack>
        <TextField name="code" label="Code" autoComplete="off" autoCapitalize="characters" />
        <SaveButton>Redeem</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Payments() {
  const items = useAnswer(listPortalPayments, { query: {} }).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title="Your payments">
      <ul style={{ margin: 0, paddingLeft: '1.25rem' }}>
        {items.map((one) => (
          <li key={one.id}>
            {one.receivedOn} · {one.method} · <Money value={one.amount} currency={one.currency} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
