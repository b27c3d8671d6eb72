import { Button, Group } from '@mantine/core';
import { IconFileInvoice, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listInvoices } from '../../../http/contract/invoices.ts';
import { usePages } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { DateFilter } from '../../kit/DateFilter.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { useColumns } from '../../kit/useColumns.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useCurrency } from '../session/session.ts';
import { exportInvoices } from './exportInvoices.ts';
import { InvoiceTable, invoiceColumns } from './InvoiceTable.tsx';
import { stateChoices } from './words.tsx';

/** All invoices and credit notes: search, filters, export. */
export function InvoicesPage() {
  const filters = useFilters(['search', 'state', 'from', 'to', 'runId']);
  const query = chosen(filters.values);
  const list = usePages(listInvoices, { query });
  const { shown, chooser } = useColumns('invoices', invoiceColumns(useCurrency()));
  return (
    <>
      <PageHeader title="Invoices" help="What Post-Paid customers were asked to pay. An issued invoice is never changed.">
        {chooser}
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportInvoices(query, how)} />
        <Button component={Link} to="/invoice-runs" leftSection={<IconPlayerPlay size={16} />}>
          Invoice runs
        </Button>
      </PageHeader>
      <Group mb="sm" gap="sm">
        <SearchBox
          label="Search invoices"
          placeholder="Number, customer, account"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <DateFilter label="From" value={filters.values.from} onChange={(text) => filters.set('from', text)} />
        <DateFilter label="To" value={filters.values.to} onChange={(text) => filters.set('to', text)} />
        {filters.values.runId === '' ? null : (
          <Chips
            label="Run"
            value={filters.values.runId}
            onChange={(value) => filters.set('runId', value)}
            data={[{ value: filters.values.runId, label: `Run ${filters.values.runId}` }]}
          />
        )}
        <Chips label="State" value={filters.values.state} onChange={(value) => filters.set('state', value)} data={stateChoices} />
      </Group>
      <div className="k-card">
        <InvoiceTable {...list} columns={shown} empty={<Empty isFiltered={filters.isFiltered} onClear={filters.clear} />} />
      </div>
    </>
  );
}

function Empty({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        icon={IconFileInvoice}
        title="No invoice fits"
        action={
          <Button variant="default" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        Numbers, customers and account numbers are searched; dates are those of issue.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconFileInvoice}
      title="Invoices will be here"
      action={
        <Button component={Link} to="/invoice-runs">
          Look at an invoice run
        </Button>
      }
    >
      An invoice run issues what is due for every Post-Paid account. A preview shows it first and issues nothing.
    </EmptyState>
  );
}
