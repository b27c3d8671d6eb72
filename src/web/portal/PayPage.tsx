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
import { fill } from '../kit/words.tsx';
import { usePayByCard } from './usePayByCard.ts';
import { usePortalWords } from './words/portalWords.ts';

/** Paying by card, on the gateway's page, or with a voucher. */
export function PayPage() {
  const words = usePortalWords();
  const { data, error } = useAnswer(getPortalAccount, {});
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const { currency } = data.balance;
  return (
    <Stack>
      <Title order={1}>{data.paymentType === 'pre_paid' ? words.topUp : words.pay}</Title>
      <Section title={words.byCard}>
        {data.mayPayByCard ? (
          <Stack align="flex-start">
            {/[1-9]/.test(data.owed) ? <PayOwed owed={data.owed} currency={currency} /> : null}
            {data.paymentType === 'pre_paid' ? <AmountByCard currency={currency} /> : null}
            {data.paymentType === 'post_paid' && !/[1-9]/.test(data.owed) ? <Text>{words.nothingOpen}</Text> : null}
          </Stack>
        ) : (
          <Alert color="yellow">{words.noCards}</Alert>
        )}
      </Section>
      <Section title={words.withVoucher}>
        <Voucher currency={currency} />
      </Section>
      <Payments />
    </Stack>
  );
}

function PayOwed({ owed, currency }: { readonly owed: string; readonly currency: string }) {
  const words = usePortalWords();
  const pay = usePayByCard();
  return (
    <Button loading={pay.isPending} onClick={() => pay.go({})}>
      {words.pay} <Money value={owed} currency={currency} />
    </Button>
  );
}

function AmountByCard({ currency }: { readonly currency: string }) {
  const words = usePortalWords();
  return (
    <ContractForm
      label={words.topUpByCard}
      initialValues={{ amount: '' }}
      schema={makeOwnPayLink.body}
      toBody={({ amount }) => ({ amount })}
      send={async (body) => window.location.assign((await call(makeOwnPayLink, { body })).url)}
    >
      <Stack>
        <AmountField name="amount" label={words.amount} currency={currency} />
        <SaveButton>{words.payByCard}</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Voucher({ currency }: { readonly currency: string }) {
  const words = usePortalWords();
  const redeem = useSend(redeemOwnVoucher);
  const [round, setRound] = useState(0);
  return (
    <ContractForm
      key={round}
      label={words.redeemVoucher}
      initialValues={{ code: '' }}
      schema={redeemOwnVoucher.body}
      toBody={(values) => values}
      send={async (body) => {
        const { amount } = await redeem.mutateAsync({ body });
        notifyDone(fill(words.redeemed, { amount, currency }));
        setRound((count) => count + 1);
      }}
    >
      <Stack>
        <TextField name="code" label={words.code} autoComplete="off" autoCapitalize="characters" />
        <SaveButton>{words.redeem}</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Payments() {
  const words = usePortalWords();
  const items = useAnswer(listPortalPayments, { query: {} }).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={words.yourPayments}>
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
