import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAdjustments, IconCash, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listLedger } from '../../../http/contract/money.ts';
import { usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time, ZoneName } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { BillingSection } from './BillingSection.tsx';
import { CardsSection } from './CardsSection.tsx';
import { IncludedSection } from './IncludedSection.tsx';
import { InvoicesSection } from './InvoicesSection.tsx';
import { OwnPricesSection } from './OwnPricesSection.tsx';
import { ReceivablesSection } from './ReceivablesSection.tsx';
import { AdjustDialog, TopUpDialog } from './TopUpDialog.tsx';

type Entry = AnswerOf<typeof listLedger>['items'][number];

/** Billing and invoices, the statement, then the customer's cards. */
export function MoneyTab({ account }: { readonly account: Account }) {
  return (
    <Stack gap="md">
      <BillingSection account={account} />
      <InvoicesSection account={account} />
      <ReceivablesSection account={account} />
      <Statement account={account} />
      <IncludedSection accountId={account.id} />
      <OwnPricesSection accountId={account.id} />
      <CardsSection account={account} />
    </Stack>
  );
}

/** Every movement, with the balance after it. */
function Statement({ account }: { readonly account: Account }) {
  const list = usePages(listLedger, { params: { id: account.id }, query: {} });
  return (
    <Section
      title="Statement"
      help={
        <>
          The balance is the sum of these lines; none is ever changed. Times in <ZoneName />
        </>
      }
      aside={<Movements accountId={account.id} />}
      isFlush
    >
      <DataTable
        label="Statement"
        columns={columnsFor(account.balance.currency)}
        rows={list.rows}
        keyOf={(entry) => `${entry.transferId} ${entry.line}`}
        error={list.error}
        onRetry={list.again}
        isMore={list.isMore}
        isLoadingMore={list.isLoadingMore}
        onMore={list.more}
        empty={
          <EmptyState icon={IconReceipt} title="No movement yet">
            Top-ups, calls and corrections will stand here, one line each.
          </EmptyState>
        }
      />
    </Section>
  );
}

function Movements({ accountId }: { readonly accountId: string }) {
  const [open, setOpen] = useState<'top_up' | 'adjust'>();
  const mayTopUp = useMay('money.top_up');
  const mayAdjust = useMay('money.adjust');
  const close = () => setOpen(undefined);
  return (
    <Group gap="xs">
      {mayAdjust ? (
        <Button variant="default" size="xs" leftSection={<IconAdjustments size={15} />} onClick={() => setOpen('adjust')}>
          Adjust
        </Button>
      ) : null}
      {mayTopUp ? (
        <Button size="xs" leftSection={<IconCash size={15} />} onClick={() => setOpen('top_up')}>
          Top up
        </Button>
      ) : null}
      {open === 'top_up' ? <TopUpDialog accountId={accountId} onClose={close} /> : null}
      {open === 'adjust' ? <AdjustDialog accountId={accountId} onClose={close} /> : null}
    </Group>
  );
}

const columnsFor = (currency: string): readonly Column<Entry>[] => [
  { key: 'at', title: 'When', cell: (entry) => <Time at={entry.occurredAt} /> },
  {
    key: 'what',
    title: 'What',
    cell: (entry) =>
      entry.callId === undefined ? (
        <Text fz="inherit">{entry.description}</Text>
      ) : (
        <Anchor component={Link} to={`/calls/${encodeURIComponent(entry.callId)}`} fz="inherit">
          {entry.description}
        </Anchor>
      ),
  },
  { key: 'who', title: 'By', cell: (entry) => entry.actorName },
  { key: 'amount', title: `Amount, ${currency}`, align: 'right', cell: (entry) => <Money value={entry.amount} /> },
  { key: 'after', title: `Balance, ${currency}`, align: 'right', cell: (entry) => <Money value={entry.balanceAfter} /> },
];
