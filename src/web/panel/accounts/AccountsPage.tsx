import { Button, Group } from '@mantine/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import type * as z from 'zod';
import type { accountRowSchema } from '../../../http/contract/accountFields.ts';
import { listAccounts } from '../../../http/contract/accounts.ts';
import { usePages } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Time } from '../../kit/Time.tsx';
import { useColumns } from '../../kit/useColumns.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useCurrency } from '../session/session.ts';
import { AccountState } from './AccountState.tsx';
import { exportAccounts } from './exportAccounts.ts';
import { paymentTypeChoices, paymentTypeWords } from './words.ts';

type Row = z.output<typeof accountRowSchema>;

/** All accounts: search, filters, export. */
export function AccountsPage() {
  const filters = useFilters(['search', 'state', 'paymentType']);
  const query = chosen(filters.values);
  const list = usePages(listAccounts, { query });
  const { shown, chooser } = useColumns('accounts', columnsFor(useCurrency()));
  return (
    <>
      <PageHeader title="Accounts" help="Everybody who has phones with you.">
        {chooser}
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportAccounts(query, how)} />
        <Button component={Link} to="/accounts/new" leftSection={<IconUserPlus size={16} />}>
          Add Account
        </Button>
      </PageHeader>
      <Group mb="sm" gap="md">
        <SearchBox
          label="Search accounts"
          placeholder="Name, number, e-mail, phone, city"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <Chips
          label="State"
          value={filters.values.state}
          onChange={(value) => filters.set('state', value)}
          data={[
            { value: 'active', label: 'Active' },
            { value: 'suspended', label: 'Suspended' },
          ]}
        />
        <Chips
          label="Payment type"
          value={filters.values.paymentType}
          onChange={(value) => filters.set('paymentType', value)}
          data={paymentTypeChoices}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Accounts"
          columns={shown}
          {...list}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/accounts/${row.id}`}
          empty={<Empty isFiltered={filters.isFiltered} onClear={filters.clear} />}
        />
      </div>
    </>
  );
}

const columnsFor = (currency: string): readonly Column<Row>[] => [
  { key: 'name', title: 'Customer', cell: (row) => row.displayName },
  { key: 'number', title: 'Customer number', cell: (row) => <span className="k-num">{row.customerNumber}</span> },
  { key: 'state', title: 'State', cell: (row) => <AccountState isActive={row.isActive} /> },
  { key: 'phones', title: 'Phones', cell: (row) => <PhonesNow row={row} /> },
  { key: 'payment', title: 'Payment', cell: (row) => paymentTypeWords[row.paymentType] },
  { key: 'package', title: 'Billing package', cell: (row) => row.billingPackageName },
  { key: 'posted', title: `Balance, ${currency}`, align: 'right', cell: (row) => <Money value={row.posted} /> },
  { key: 'created', title: 'Since', align: 'right', cell: (row) => <Time at={row.createdAt} style="date" /> },
];

function PhonesNow({ row }: { readonly row: Row }) {
  const state = row.registeredPhones > 0 ? 'good' : 'none';
  return (
    <Group gap={6} wrap="nowrap">
      <span className="k-live" data-state={state} />
      <span className="k-num">
        {row.registeredPhones} of {row.phones} registered
      </span>
    </Group>
  );
}

function Empty({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={IconUsers}
        title="No account fits"
        action={
          <Button variant="default" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        Names, customer numbers, account numbers, e-mail, phones, cities and references are searched.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconUsers}
      title="Your customers will be here"
      action={
        <Button component={Link} to="/accounts/new">
          Add the first account
        </Button>
      }
    >
      An account is one customer with phones, money and calls. A last name is enough to begin.
    </EmptyState>
  );
}
