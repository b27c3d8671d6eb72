import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCalendarDollar, IconEdit, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { chargePeriods } from '../../../core/extras/chargePeriod.ts';
import { getAccountBilling } from '../../../http/contract/accountBilling.ts';
import { useAnswer } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Day } from '../../kit/Day.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { StartRunDialog } from '../invoiceRuns/StartRunDialog.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { type Billing, BillingDialog } from './BillingDialog.tsx';
import { ChargeDialog } from './ChargeDialog.tsx';

type Extra = Billing['extras'][number];

/** How the account is invoiced, what is unbilled, and when its extras fall due. */
export function BillingSection({ account }: { readonly account: Account }) {
  const { data: billing, error, refetch } = useAnswer(getAccountBilling, { params: { id: account.id } });
  if (error && !billing) return <Problem error={error} onRetry={() => void refetch()} />;
  const { currency } = account.balance;
  return (
    <Section
      title="Billing"
      help={
        account.paymentType === 'pre_paid'
          ? 'Pre-Paid: extras are taken from the balance when they fall due.'
          : 'Post-Paid: calls and extras go on the next invoice.'
      }
      aside={billing ? <Buttons account={account} billing={billing} /> : null}
    >
      {billing ? (
        <Stack gap="md">
          <Facts facts={account.paymentType === 'pre_paid' ? [] : postPaidFacts(billing, currency)} />
          <DataTable
            label="Extras due"
            columns={columnsFor(currency)}
            rows={billing.extras}
            keyOf={(extra) => extra.id}
            empty={
              <EmptyState icon={IconCalendarDollar} title="No extras">
                Extras are added on the Edit tab; a charge or credit that comes once is added here.
              </EmptyState>
            }
          />
        </Stack>
      ) : null}
    </Section>
  );
}

function postPaidFacts(billing: Billing, currency: string) {
  return [
    { label: 'Unbilled', value: <Money value={billing.unbilled} currency={currency} /> },
    { label: 'Invoiced and not paid', value: <Money value={billing.receivable} currency={currency} /> },
    { label: 'Next invoice', value: billing.nextIssueOn ? <Day on={billing.nextIssueOn} /> : 'Not invoiced' },
    { label: 'Billing day', value: billing.billingDay ?? 'As in the settings' },
    { label: 'Due within', value: billing.termsDays === null ? 'As in the settings' : `${billing.termsDays} days` },
    ...(billing.taxExemption === '' ? [] : [{ label: 'Exempt from tax', value: billing.taxExemption }]),
  ];
}

function Buttons({ account, billing }: { readonly account: Account; readonly billing: Billing }) {
  const [open, setOpen] = useState<'charge' | 'billing' | 'run'>();
  const mayCharge = useMay('money.adjust');
  const mayChange = useMay('account.change');
  const mayIssue = useMay('invoice.issue');
  const isPostPaid = account.paymentType === 'post_paid';
  const close = () => setOpen(undefined);
  return (
    <Group gap="xs">
      {mayChange && isPostPaid ? (
        <Button variant="default" size="xs" leftSection={<IconEdit size={15} />} onClick={() => setOpen('billing')}>
          Change
        </Button>
      ) : null}
      {mayIssue && isPostPaid ? (
        <Button variant="default" size="xs" leftSection={<IconPlayerPlay size={15} />} onClick={() => setOpen('run')}>
          Invoice now
        </Button>
      ) : null}
      {mayCharge ? (
        <Button variant="default" size="xs" leftSection={<IconCalendarDollar size={15} />} onClick={() => setOpen('charge')}>
          Charge or credit
        </Button>
      ) : null}
      {open === 'charge' ? <ChargeDialog account={account} onClose={close} /> : null}
      {open === 'billing' ? <BillingDialog accountId={account.id} billing={billing} onClose={close} /> : null}
      {open === 'run' ? <StartRunDialog accountId={account.id} onClose={close} /> : null}
    </Group>
  );
}

const columnsFor = (currency: string): readonly Column<Extra>[] => [
  { key: 'what', title: 'Extra', cell: (extra) => extra.description },
  { key: 'period', title: 'Charged', cell: (extra) => chargePeriods[extra.chargePeriod] },
  { key: 'due', title: 'Due next', cell: (extra) => <Due extra={extra} /> },
  { key: 'cost', title: `Cost, ${currency}`, align: 'right', cell: (extra) => <Money value={extra.cost} /> },
];

function Due({ extra }: { readonly extra: Extra }) {
  if (extra.nextDueOn === null) return <Text c="dimmed">No more</Text>;
  return (
    <Group gap={6}>
      <Day on={extra.nextDueOn} />
      {extra.isWaiting ? <Badge color="yellow">Waits for money</Badge> : null}
    </Group>
  );
}
