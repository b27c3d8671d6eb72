import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod';
import type { PaymentType } from '../../../core/accounts/account.ts';
import { addAccount } from '../../../http/contract/accounts.ts';
import { positiveAmountInput } from '../../../http/contract/common.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { topUp } from '../../../http/contract/money.ts';
import { call } from '../../api.ts';
import { AmountField, ChoiceField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { newMoneyKey } from '../accounts/moneyKey.ts';
import { paymentTypeChoices } from '../accounts/words.ts';
import { useCurrency } from '../session/session.ts';

export type Added = AnswerOf<typeof addAccount>;
type Values = { firstName: string; lastName: string; company: string; paymentType: PaymentType; amount: string };
const amountSchema = z.union([z.literal(''), positiveAmountInput]);
/** The contract's rules for the account, and for the money beside it. */
const schema = z.custom<Values>().superRefine(({ amount, ...account }, context) => {
  const issues = [addAccount.body.safeParse(account), z.object({ amount: amountSchema }).safeParse({ amount })].flatMap(
    (checked) => checked.error?.issues ?? [],
  );
  for (const { path, message } of issues) context.addIssue({ code: 'custom', path, message });
});

/** The first customer: the short form of Add Account, with money to call with. */
export function AccountStep({ onAdded }: { readonly onAdded: (added: Added) => void }) {
  const client = useQueryClient();
  const [key] = useState(newMoneyKey);
  const send = async ({ amount, ...account }: Values) => {
    const added = await call(addAccount, { body: account });
    // The account is there; money that fails can be added on its page.
    if (amount !== '') await addMoney(added.account.id, amount, key).catch(notifyProblem);
    onAdded(added);
    await client.invalidateQueries();
  };
  return (
    <ContractForm
      label="First account"
      initialValues={{ firstName: '', lastName: '', company: '', paymentType: 'pre_paid', amount: '20.00' } as Values}
      schema={schema}
      toBody={(values) => ({ ...values, amount: values.paymentType === 'pre_paid' ? values.amount.trim() : '' })}
      send={send}
    >
      <Fields />
    </ContractForm>
  );
}

async function addMoney(id: string, amount: string, key: string): Promise<void> {
  await call(topUp, { params: { id }, body: { amount, reason: 'First top-up', key } });
}

function Fields() {
  const currency = useCurrency();
  const paymentType = useFieldValue('paymentType');
  return (
    <Section title="Add Account" help="A short form of the page that you will use every day; a last name is enough.">
      <Stack>
        <div className="k-fields">
          <TextField name="firstName" label="First name" autoFocus autoComplete="off" />
          <TextField name="lastName" label="Last name" autoComplete="off" />
          <TextField name="company" label="Company" autoComplete="off" />
          <ChoiceField name="paymentType" label="Payment type" data={paymentTypeChoices} />
          {paymentType === 'pre_paid' ? <AmountField name="amount" label="First top-up" currency={currency} /> : null}
        </div>
        <Text c="dimmed" size="xs">
          The account gets the next customer number and a phone with a strong secret, shown once on the next screen.
        </Text>
        <SaveButton>Add account</SaveButton>
      </Stack>
    </Section>
  );
}
