import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { IconDeviceLandlinePhone, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { listIncomingNumbers } from '../../../http/contract/incomingNumbers.ts';
import { listProviders } from '../../../http/contract/network.ts';
import { useAnswer, usePages } from '../../api.ts';
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
import { useCurrency, useMay } from '../session/session.ts';
import { AddNumbersDrawer } from './AddNumbersDrawer.tsx';
import { exportIncomingNumbers } from './exportIncomingNumbers.ts';
import { NumberMenu } from './NumberMenu.tsx';
import { destinationLines, type IncomingNumber, shownNumber, stateChoices, stateWords } from './numberText.ts';

/** The stock of public numbers: who has which, what each costs, where its calls go. */
export function IncomingNumbersPage() {
  const filters = useFilters(['search', 'state', 'providerId']);
  const query = chosen(filters.values);
  const list = usePages(listIncomingNumbers, { query });
  const [isAdding, setIsAdding] = useState(false);
  const mayChange = useMay('incoming_number.change');
  const { shown, chooser } = useColumns('incoming-numbers', columnsFor(useCurrency()));
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      Add numbers
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Incoming numbers"
        help="Public numbers that your providers deliver to you. A call to a number that nobody has is hung up."
      >
        {chooser}
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportIncomingNumbers(query, how)} />
        {add}
      </PageHeader>
      <Group mb="sm" gap="md">
        <SearchBox
          label="Search incoming numbers"
          placeholder="Any digits of the number"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <ProviderFilter value={filters.values.providerId} onChange={(value) => filters.set('providerId', value)} />
        <Chips label="State" value={filters.values.state} onChange={(value) => filters.set('state', value)} data={stateChoices} />
      </Group>
      <div className="k-card">
        <DataTable
          label="Incoming numbers"
          columns={[...shown, menuColumn]}
          {...list}
          keyOf={(row) => row.id}
          empty={<Empty isFiltered={filters.isFiltered} onClear={filters.clear} add={add} />}
        />
      </div>
      {isAdding ? <AddNumbersDrawer onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

const columnsFor = (currency: string): readonly Column<IncomingNumber>[] => [
  {
    key: 'number',
    title: 'Number',
    cell: (row) => (
      <Text fw={560} className="k-num">
        {shownNumber(row)}
      </Text>
    ),
  },
  { key: 'state', title: 'State', cell: (row) => <State row={row} /> },
  { key: 'account', title: 'Customer', cell: (row) => <Customer row={row} /> },
  { key: 'destination', title: 'Calls go to', cell: (row) => (row.state === 'allocated' ? <Destination row={row} /> : '–') },
  { key: 'provider', title: 'Provider', cell: (row) => row.providerName || '–' },
  { key: 'cost', title: `Cost a month, ${currency}`, align: 'right', cell: (row) => <Money value={row.monthlyCost} /> },
  { key: 'price', title: `Price a month, ${currency}`, align: 'right', cell: (row) => <Money value={row.monthlyPrice} /> },
  { key: 'minute', title: `Price a minute, ${currency}`, align: 'right', cell: (row) => <Money value={row.perMinute} /> },
];

const menuColumn: Column<IncomingNumber> = {
  key: 'menu',
  title: 'Actions',
  align: 'right',
  cell: (row) => (
    <Group justify="flex-end">
      <NumberMenu number={row} />
    </Group>
  ),
};

type ProviderFilterProps = { readonly value: string; readonly onChange: (value: string) => void };

/** Only for those who may see providers. */
function ProviderFilter({ value, onChange }: ProviderFilterProps) {
  const maySee = useMay('provider.read');
  const { data } = useAnswer(listProviders, {}, { enabled: maySee });
  if (!maySee || !data || data.items.length === 0) return null;
  return (
    <Select
      aria-label="Provider"
      placeholder="Every provider"
      clearable
      value={value === '' ? null : value}
      onChange={(chosenId) => onChange(chosenId ?? '')}
      data={data.items.map((one) => ({ value: one.id, label: one.name }))}
      w={200}
    />
  );
}

function State({ row }: { readonly row: IncomingNumber }) {
  const { label, color } = stateWords[row.state];
  return (
    <>
      <Badge color={color}>{label}</Badge>
      {row.quarantinedUntil === null ? null : (
        <Text c="dimmed" size="xs">
          until <Time at={row.quarantinedUntil} style="date" />
        </Text>
      )}
    </>
  );
}

function Customer({ row }: { readonly row: IncomingNumber }) {
  if (row.accountId === null) return '–';
  return (
    <Link to={`/accounts/${row.accountId}/numbers`} className="k-rowlink">
      {row.accountName}
    </Link>
  );
}

/** Where calls go, at which hours. */
export function Destination({ row }: { readonly row: IncomingNumber }) {
  return destinationLines(row).map((line) => (
    <Text key={line} size="sm">
      {line}
    </Text>
  ));
}

type EmptyProps = { readonly isFiltered: boolean; readonly onClear: () => void; readonly add: React.ReactNode };

function Empty({ isFiltered, onClear, add }: EmptyProps) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      Clear search and filters
    </Button>
  );
  return (
    <EmptyState
      icon={IconDeviceLandlinePhone}
      title={isFiltered ? 'No number fits' : 'No incoming numbers yet'}
      action={isFiltered ? clear : add}
    >
      {isFiltered
        ? 'Numbers are searched by any of their digits.'
        : 'Paste the numbers that your provider gave you, one a line. Then give them to customers.'}
    </EmptyState>
  );
}
