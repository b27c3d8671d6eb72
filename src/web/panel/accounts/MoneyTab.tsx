import { Button, Group, Stack } from '@mantine/core';
import { IconAdjustments, IconCalendarSearch, IconCash, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { listLedger } from '../../../http/contract/money.ts';
import { usePages } from '../../api.ts';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { ZoneName } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { BillingSection } from './BillingSection.tsx';
import { CardsSection } from './CardsSection.tsx';
import { entryColumns } from './entryColumns.tsx';
import { IncludedSection } from './IncludedSection.tsx';
import { InvoicesSection } from './InvoicesSection.tsx';
import { OwnPricesSection } from './OwnPricesSection.tsx';
import { ReceivablesSection } from './ReceivablesSection.tsx';
import { StatementDrawer } from './StatementDrawer.tsx';
import { AdjustDialog, TopUpDialog } from './TopUpDialog.tsx';

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
      aside={<Movements account={account} />}
      isFlush
    >
      <DataTable
        label="Statement"
        columns={entryColumns(account.balance.currency)}
        {...list}
        keyOf={(entry) => `${entry.transferId} ${entry.line}`}
        empty={
          <EmptyState icon={IconReceipt} title="No movement yet">
            Top-ups, calls and corrections will stand here, one line each.
          </EmptyState>
        }
      />
    </Section>
  );
}

function Movements({ account }: { readonly account: Account }) {
  const accountId = account.id;
  const [open, setOpen] = useState<'top_up' | 'adjust' | 'past'>();
  const mayTopUp = useMay('money.top_up');
  const mayAdjust = useMay('money.adjust');
  const close = () => setOpen(undefined);
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" leftSection={<IconCalendarSearch size={15} />} onClick={() => setOpen('past')}>
        At a past moment
      </Button>
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
      {open === 'past' ? <StatementDrawer account={account} onClose={close} /> : null}
      {open === 'top_up' ? <TopUpDialog accountId={accountId} onClose={close} /> : null}
      {open === 'adjust' ? <AdjustDialog accountId={accountId} onClose={close} /> : null}
    </Group>
  );
}
