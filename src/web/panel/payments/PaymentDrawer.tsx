import { Anchor, Badge, Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconPrinter, IconReceiptRefund } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { getPayment } from '../../../http/contract/payments.ts';
import { useAnswer } from '../../api.ts';
import { isZero } from '../../kit/decimal.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import type { Payment } from './payment.ts';
import { RefundDialog } from './RefundDialog.tsx';
import { ReleaseDialog, ReverseDialog } from './UndoDialogs.tsx';
import { chargeWords, methodText } from './words.ts';

/** One payment: what it pays, what was given back, and what can be done with it. */
export function PaymentDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error, refetch } = useAnswer(getPayment, { params: { id } });
  return (
    <Drawer opened onClose={onClose} size="lg" title={`Payment ${id}`}>
      {error && !data ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Content payment={data} /> : error ? null : <Skeleton h={240} />}
    </Drawer>
  );
}

function Content({ payment }: { readonly payment: Payment }) {
  const { currency } = payment;
  return (
    <Stack>
      <Facts
        isGrid
        facts={[
          {
            label: 'Customer',
            value: (
              <Anchor component={Link} to={`/accounts/${payment.accountId}/money`} fz="inherit">
                {payment.accountName}
              </Anchor>
            ),
          },
          { label: `Amount, ${currency}`, value: <Money value={payment.amount} /> },
          { label: 'Received on', value: <span className="k-num">{payment.receivedOn}</span> },
          { label: 'Way', value: methodText(payment.method) },
          { label: 'Reference', value: payment.reference || 'none' },
          {
            label: 'Booked',
            value: (
              <>
                <Time at={payment.createdAt} /> by {payment.createdBy}
              </>
            ),
          },
          { label: `Credit left, ${currency}`, value: <Money value={payment.unused} /> },
        ]}
      />
      {payment.note === '' ? null : <Text>{payment.note}</Text>}
      {payment.reversed ? (
        <Text>
          <Badge color="red">Undone</Badge> <Time at={payment.reversed.at} /> by {payment.reversed.by}: {payment.reversed.reason}
        </Text>
      ) : null}
      <Actions payment={payment} />
      <Allocations payment={payment} />
      <Refunds payment={payment} />
    </Stack>
  );
}

function Actions({ payment }: { readonly payment: Payment }) {
  const [open, setOpen] = useState<'refund' | 'reverse'>();
  const may = useMay('payment.refund');
  const close = () => setOpen(undefined);
  const isOver = payment.reversed !== undefined;
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
        Print
      </Button>
      {may && !isOver && !isZero(payment.unused) && payment.method !== 'voucher' ? (
        <Button variant="default" size="xs" leftSection={<IconReceiptRefund size={15} />} onClick={() => setOpen('refund')}>
          Give money back
        </Button>
      ) : null}
      {may && !isOver && isZero(payment.returned) && payment.method !== 'voucher' ? (
        <Button variant="default" size="xs" leftSection={<IconArrowBackUp size={15} />} onClick={() => setOpen('reverse')}>
          Undo
        </Button>
      ) : null}
      {open === 'refund' ? <RefundDialog payment={payment} onClose={close} /> : null}
      {open === 'reverse' ? <ReverseDialog payment={payment} onClose={close} /> : null}
    </Group>
  );
}

function Allocations({ payment }: { readonly payment: Payment }) {
  const [released, setReleased] = useState<string>();
  const may = useMay('payment.record');
  if (!payment.paysInvoices) return <Text c="dimmed">The money is on the customer’s Pre-Paid balance.</Text>;
  return (
    <div>
      <Title order={3}>Invoices</Title>
      {payment.allocations.length === 0 ? <Text c="dimmed">It pays no invoice yet: it is the customer’s credit.</Text> : null}
      {payment.allocations.map((one) => (
        <Group key={one.id} justify="space-between" py={4} wrap="nowrap">
          <span>
            {one.invoiceNumber} <Money value={one.amount} currency={payment.currency} />
            {one.released ? (
              <Text c="dimmed" size="xs">
                Taken off <Time at={one.released.at} />: {one.released.reason}
              </Text>
            ) : null}
          </span>
          {may && !one.released && !payment.reversed ? (
            <Button size="compact-xs" variant="default" onClick={() => setReleased(one.id)}>
              Take off
            </Button>
          ) : null}
        </Group>
      ))}
      {released === undefined ? null : <ReleaseDialog allocationId={released} onClose={() => setReleased(undefined)} />}
    </div>
  );
}

function Refunds({ payment }: { readonly payment: Payment }) {
  if (payment.refunds.length === 0) return null;
  return (
    <div>
      <Title order={3}>Given back</Title>
      {payment.refunds.map((one) => (
        <Group key={one.id} gap="xs" py={4}>
          <Money value={one.amount} currency={payment.currency} />
          <Badge color={chargeWords[one.state].color}>{chargeWords[one.state].label}</Badge>
          <Text c="dimmed" size="sm">
            <Time at={one.createdAt} /> by {one.createdBy}: {one.reason} {one.problem}
          </Text>
        </Group>
      ))}
    </div>
  );
}
