import { Alert, Anchor, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { makePayLink } from '../../../http/contract/charges.ts';
import { listPayments, recordPayment } from '../../../http/contract/payments.ts';
import { redeemVoucher } from '../../../http/contract/vouchers.ts';
import { useAnswer, useSend } from '../../api.ts';
import { Copyable } from '../../kit/Copy.tsx';
import { formatDecimal, isZero } from '../../kit/decimal.ts';
import { AmountField, ChoiceField, DateField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, type Handle, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Time } from '../../kit/Time.tsx';
import { handChoices } from '../payments/words.ts';
import type { Account } from './accountValues.ts';
import { newMoneyKey } from './moneyKey.ts';

type DialogProps = { readonly account: Account; readonly onClose: () => void };
type Method = 'cash' | 'bank' | 'cheque';

/** Money that came by cash, transfer or cheque. */
export function RecordPaymentDialog({ account, onClose }: DialogProps) {
  const send = useSend(recordPayment);
  const [key] = useState(newMoneyKey);
  const isPostPaid = account.paymentType === 'post_paid';
  return (
    <Modal opened onClose={onClose} title="Record payment" size="lg">
      <ContractForm
        label="Record payment"
        initialValues={{
          method: 'cash' as Method,
          amount: '',
          receivedOn: todayText(),
          reference: '',
          note: '',
          sendsReceipt: false,
        }}
        schema={recordPayment.body}
        toBody={(values) => ({ ...values, key })}
        send={async (body) => {
          const { unused, currency } = await send.mutateAsync({ params: { id: account.id }, body });
          notifyDone(isPostPaid && !isZero(unused) ? `Booked. ${formatDecimal(unused)} ${currency} stay as credit.` : 'Booked.');
          onClose();
        }}
        remedy={(error, form) => <FirstPayment error={error} form={form} />}
      >
        <Stack>
          <ChoiceField name="method" label="Way" data={handChoices} />
          <div className="k-fields">
            <AmountField name="amount" label="Amount" currency={account.balance.currency} data-autofocus placeholder="50.00" />
            <DateField name="receivedOn" label="Received on" />
            <TextField name="reference" label="Reference" description="Of the transfer, cheque or receipt; once for each way" />
            <TextField name="note" label="Note" description="Stands on the statement" />
          </div>
          <SwitchField
            name="sendsReceipt"
            label="Send a receipt by e-mail"
            description={account.email || 'This customer has no e-mail address.'}
          />
          <Text c="dimmed" size="sm">
            {isPostPaid
              ? 'Open invoices are paid, the oldest first. What is left over stays as credit.'
              : 'It goes on the Pre-Paid balance.'}
          </Text>
          <SaveButton>Record</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** The payment that has this reference already. */
function FirstPayment({ error, form }: { readonly error: unknown; readonly form: Handle }) {
  const isKnown = error instanceof Refusal && error.code === 'reference_used';
  const { method, reference } = form.getValues() as { method: Method; reference: string };
  const query = { method, search: reference };
  const { data } = useAnswer(listPayments, { query }, { enabled: isKnown });
  const first = data?.items.find((one) => one.reference.toLowerCase() === reference.trim().toLowerCase() && !one.reversed);
  if (!isKnown || !first) return null;
  return (
    <Anchor component={Link} to={`/payments?open=${first.id}`} underline="always">
      Show the first one, of {first.accountName}
    </Anchor>
  );
}

/** A voucher that the customer has bought. */
export function VoucherDialog({ account, onClose }: DialogProps) {
  const send = useSend(redeemVoucher);
  return (
    <Modal opened onClose={onClose} title="Redeem voucher">
      <ContractForm
        label="Redeem voucher"
        initialValues={{ code: '' }}
        schema={redeemVoucher.body}
        toBody={(values) => values}
        send={async (body) => {
          const { amount, currency } = await send.mutateAsync({ params: { id: account.id }, body });
          notifyDone(`${formatDecimal(amount)} ${currency} are on the account.`);
          onClose();
        }}
      >
        <Stack>
          <TextField
            name="code"
            label="Code"
            description="Small letters, spaces and dashes do not matter"
            autoComplete="off"
            data-autofocus
          />
          <SaveButton>Redeem</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** An address at which the customer pays by card. */
export function PayLinkDialog({ account, owed, onClose }: DialogProps & { readonly owed: string }) {
  const send = useSend(makePayLink);
  const [made, setMade] = useState<{ readonly url: string; readonly expiresAt: string }>();
  const isOwing = !isZero(owed);
  return (
    <Modal opened onClose={onClose} title="Link to pay" size="lg">
      {made ? (
        <Alert color="green" title="Whoever has this link can pay for this customer">
          <Copyable text={made.url} label="link" />
          <Text size="sm" mt="xs">
            Good until <Time at={made.expiresAt} />. It is not shown again.
          </Text>
        </Alert>
      ) : (
        <ContractForm
          label="Link to pay"
          initialValues={{ amount: '', isMailed: account.email !== '' }}
          schema={makePayLink.body}
          toBody={({ amount, isMailed }) => ({ amount: amount === '' ? null : amount, isMailed })}
          send={async (body) => setMade(await send.mutateAsync({ params: { id: account.id }, body }))}
        >
          <Stack>
            <AmountField
              name="amount"
              label="Amount"
              currency={account.balance.currency}
              description={
                isOwing
                  ? `Empty = whatever is owed when the customer pays, now ${formatDecimal(owed)}`
                  : 'Nothing is owed: type what the customer wants to pay'
              }
              placeholder={isOwing ? owed : '50.00'}
              data-autofocus
            />
            <SwitchField
              name="isMailed"
              label="Send it by e-mail, too"
              description={account.email || 'This customer has no e-mail address.'}
            />
            <SaveButton>Make the link</SaveButton>
          </Stack>
        </ContractForm>
      )}
    </Modal>
  );
}

/** Today where the browser is, YYYY-MM-DD; the server knows the operator's day. */
function todayText(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
