import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { Link } from 'react-router';
import { chargeFailures } from '../../../core/payments/charge.ts';
import { askChargeAgain, listCharges } from '../../../http/contract/charges.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { usePages, useSend } from '../../api.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useCurrency, useMay } from '../session/session.ts';
import { chargeWords, originWords } from './words.ts';

type Row = AnswerOf<typeof listCharges>['items'][number];

/** Every attempt to take money from a card. */
export function ChargesPage() {
  const filters = useFilters(['state']);
  const query = chosen(filters.values);
  const list = usePages(listCharges, { query });
  return (
    <>
      <PageHeader title="Card Charges" help="Every attempt to take money from a card, and what the gateway said.">
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportCharges(query, how)} />
      </PageHeader>
      <Group mb="sm">
        <Chips
          label="State"
          value={filters.values.state}
          onChange={(value) => filters.set('state', value)}
          data={Object.entries(chargeWords).map(([value, { label }]) => ({ value, label }))}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Card charges"
          columns={chargeColumns(useCurrency())}
          {...list}
          keyOf={(row) => row.id}
          empty={
            <EmptyState icon={IconCreditCard} title={filters.isFiltered ? 'No such attempt' : 'No card was charged yet'}>
              Turn a gateway on under Settings → Payments. Then invoices of Post-Paid customers can be charged, and customers can
              pay by link.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

export const chargeColumns = (currency: string, isOfOne = false): readonly Column<Row>[] => [
  { key: 'at', title: 'When', cell: (row) => <Time at={row.createdAt} /> },
  ...(isOfOne
    ? []
    : [
        {
          key: 'who',
          title: 'Customer',
          cell: (row: Row) => (
            <Anchor component={Link} to={`/accounts/${row.accountId}/money`} fz="inherit">
              {row.accountName}
            </Anchor>
          ),
        },
      ]),
  { key: 'what', title: 'For', cell: (row) => row.description },
  { key: 'by', title: 'Begun by', cell: (row) => originWords[row.origin] },
  { key: 'state', title: 'State', cell: (row) => <State row={row} /> },
  { key: 'amount', title: `Amount, ${currency}`, align: 'right', cell: (row) => <Money value={row.amount} /> },
];

function State({ row }: { readonly row: Row }) {
  const ask = useSend(askChargeAgain);
  const may = useMay('payment.record');
  const isOpen = row.state === 'unknown' || row.state === 'sent';
  const again = () =>
    ask.mutate({ params: { id: row.id } }, { onSuccess: () => notifyDone('The gateway is asked now.'), onError: notifyProblem });
  return (
    <div>
      <Group gap="xs">
        <Badge color={chargeWords[row.state].color}>{chargeWords[row.state].label}</Badge>
        {isOpen && may ? (
          <Button size="compact-xs" variant="default" onClick={again} loading={ask.isPending}>
            Ask now
          </Button>
        ) : null}
      </Group>
      {row.failure || row.problem ? (
        <Text c="dimmed" size="xs" mt={2} style={{ overflowWrap: 'anywhere' }}>
          {row.failure ? chargeFailures[row.failure] : row.problem}
        </Text>
      ) : null}
    </div>
  );
}

function exportCharges(query: Readonly<Record<string, string | undefined>>, how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'card-charges.csv', endpoint: listCharges, query, ...how },
    header: [
      'Number',
      'When (UTC)',
      'Customer',
      'For',
      'Begun by',
      'Gateway',
      'Reference',
      'State',
      'Reason',
      'Amount',
      'Currency',
    ],
    cells: (row: Row) => [
      ...[row.id, row.createdAt, row.accountName, row.description, originWords[row.origin], row.gateway, row.reference],
      ...[chargeWords[row.state].label, row.failure ? chargeFailures[row.failure] : row.problem, row.amount, row.currency],
    ],
  });
}
