import { Alert, Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCashBanknote, IconCreditCardPay, IconLink, IconLock, IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { dunningKinds } from '../../../core/payments/dunning.ts';
import { chargeInvoice, getReceivables, removeCardAtGateway } from '../../../http/contract/charges.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listPayments } from '../../../http/contract/payments.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chargeColumns } from '../payments/ChargesPage.tsx';
import { columnsFor as paymentColumns } from '../payments/PaymentsPage.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { PayLinkDialog, RecordPaymentDialog, VoucherDialog } from './PaymentDialogs.tsx';

type Receivables = AnswerOf<typeof getReceivables>;

/** What the customer owes, how it can be paid, the card that is charged, and what was done about debts. */
export function ReceivablesSection({ account }: { readonly account: Account }) {
  const { data } = useAnswer(getReceivables, { params: { id: account.id } }, { refetchInterval: 15_000 });
  const isPostPaid = account.paymentType === 'post_paid';
  return (
    <Section
      title="Payments"
      help={
        isPostPaid ? 'What is owed on invoices, and how it is paid.' : 'Money that this customer pays in goes on the balance.'
      }
      aside={<Buttons account={account} receivables={data} />}
    >
      <Stack>
        {data ? <HoldAlert receivables={data} /> : null}
        {data && (isPostPaid || data.invoices.length > 0) ? (
          <Facts
            facts={[
              { label: `Owed, ${account.balance.currency}`, value: <Money value={data.open} /> },
              { label: `Credit, ${account.balance.currency}`, value: <Money value={data.credit} /> },
              { label: 'Card that is charged', value: <CardAtGateway account={account} receivables={data} /> },
            ]}
          />
        ) : null}
        {data && data.invoices.length > 0 ? <Invoices account={account} receivables={data} /> : null}
        {data && data.charges.length > 0 ? (
          <DataTable
            label="Card charges"
            columns={chargeColumns(account.balance.currency, true)}
            rows={data.charges}
            keyOf={(row) => row.id}
            empty={null}
          />
        ) : null}
        {data && data.steps.length > 0 ? <Steps receivables={data} /> : null}
        <LastPayments account={account} />
      </Stack>
    </Section>
  );
}

function LastPayments({ account }: { readonly account: Account }) {
  const { data } = useAnswer(listPayments, { query: { accountId: account.id, limit: 5 } });
  return (
    <div>
      <DataTable
        label="Last payments"
        columns={paymentColumns(account.balance.currency, true)}
        rows={data?.items}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/payments?accountId=${account.id}&open=${row.id}`}
        empty={<Text c="dimmed">No payment yet.</Text>}
      />
      {data?.next ? (
        <Anchor component={Link} to={`/payments?accountId=${account.id}`} size="sm" underline="always">
          All payments
        </Anchor>
      ) : null}
    </div>
  );
}

function HoldAlert({ receivables }: { readonly receivables: Receivables }) {
  if (receivables.suspendedAt === undefined && receivables.restriction === 'none') return null;
  const title = receivables.suspendedAt === undefined ? 'Restricted to incoming calls' : 'Suspended for an overdue invoice';
  return (
    <Alert color="yellow" icon={<IconLock />} title={title}>
      It ends by itself with the payment of what is overdue.
    </Alert>
  );
}

function Buttons({ account, receivables }: { readonly account: Account; readonly receivables: Receivables | undefined }) {
  const [open, setOpen] = useState<'payment' | 'voucher' | 'link'>();
  const close = () => setOpen(undefined);
  if (!useMay('payment.record')) return null;
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" leftSection={<IconLink size={15} />} onClick={() => setOpen('link')}>
        Link to pay
      </Button>
      <Button variant="default" size="xs" leftSection={<IconTicket size={15} />} onClick={() => setOpen('voucher')}>
        Redeem voucher
      </Button>
      <Button size="xs" leftSection={<IconCashBanknote size={15} />} onClick={() => setOpen('payment')}>
        Record payment
      </Button>
      {open === 'payment' ? <RecordPaymentDialog account={account} onClose={close} /> : null}
      {open === 'voucher' ? <VoucherDialog account={account} onClose={close} /> : null}
      {open === 'link' ? <PayLinkDialog account={account} owed={receivables?.open ?? '0.00'} onClose={close} /> : null}
    </Group>
  );
}

function CardAtGateway({ account, receivables }: { readonly account: Account; readonly receivables: Receivables }) {
  const remove = useSend(removeCardAtGateway);
  const may = useMay('card.change');
  const card = receivables.cards.find((one) => one.isActive);
  if (!card) return <Text c="dimmed">None. It is kept when the customer pays by link and agrees.</Text>;
  const name = `${card.brand} •••• ${card.lastFour}`;
  const ask = () =>
    confirm({
      ...{
        title: `Charge ${name} no more?`,
        text: 'Invoices are no longer charged to it. The customer can pay by link.',
        verb: 'Remove',
        isDangerous: true,
      },
      onConfirm: () =>
        remove.mutate(
          { params: { id: account.id, cardId: card.id } },
          { onSuccess: () => notifyDone('Removed.'), onError: notifyProblem },
        ),
    });
  return (
    <Group gap="xs">
      <span className="k-num">{name}</span>
      {may ? (
        <Button size="compact-xs" variant="default" onClick={ask}>
          Remove
        </Button>
      ) : null}
    </Group>
  );
}

type Invoice = Receivables['invoices'][number];

function Invoices({ account, receivables }: { readonly account: Account; readonly receivables: Receivables }) {
  const charge = useSend(chargeInvoice);
  const may = useMay('payment.record') && receivables.cards.some((one) => one.isActive) && account.paymentType === 'post_paid';
  const isAlive = receivables.charges.some((one) => ['created', 'sent', 'unknown'].includes(one.state));
  const start = (invoiceId: string) =>
    charge.mutate(
      { params: { id: account.id }, body: { invoiceId } },
      { onSuccess: () => notifyDone('The card is charged now.'), onError: notifyProblem },
    );
  const columns: readonly Column<Invoice>[] = [
    { key: 'number', title: 'Open invoice', cell: (row) => row.number },
    { key: 'due', title: 'Due', cell: (row) => <span className="k-num">{row.dueOn}</span> },
    { key: 'total', title: `Total, ${account.balance.currency}`, align: 'right', cell: (row) => <Money value={row.total} /> },
    { key: 'open', title: `Open, ${account.balance.currency}`, align: 'right', cell: (row) => <Money value={row.open} /> },
    {
      key: 'do',
      title: '',
      align: 'right',
      cell: (row) =>
        may ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCreditCardPay size={15} />}
            disabled={isAlive}
            onClick={() => start(row.invoiceId)}
          >
            Charge card
          </Button>
        ) : null,
    },
  ];
  return (
    <DataTable label="Open invoices" columns={columns} rows={receivables.invoices} keyOf={(row) => row.invoiceId} empty={null} />
  );
}

function Steps({ receivables }: { readonly receivables: Receivables }) {
  return (
    <div>
      <Text fw={600}>Reminders</Text>
      {receivables.steps.map((one) => (
        <Group key={`${one.invoiceNumber} ${one.kind} ${one.takenAt}`} gap="xs">
          <Time at={one.takenAt} />
          <span>
            {dunningKinds[one.kind]}, {one.invoiceNumber}
          </span>
          {one.isOpen ? null : <Badge color="green">Paid</Badge>}
          {one.isTold ? null : <Badge color="yellow">No e-mail address</Badge>}
        </Group>
      ))}
    </div>
  );
}
