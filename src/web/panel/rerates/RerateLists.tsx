import { Anchor, Button, Group, SegmentedControl } from '@mantine/core';
import { IconDownload, IconEqual } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listRerateAccounts, listRerateCalls } from '../../../http/contract/rerates.ts';
import { usePages } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Duration, Time } from '../../kit/Time.tsx';
import { useCurrency } from '../session/session.ts';
import type { Run } from './rerateText.ts';

type CallRow = AnswerOf<typeof listRerateCalls>['items'][number];
type AccountRow = AnswerOf<typeof listRerateAccounts>['items'][number];

/** Old and new price, by account or call by call. */
export function RerateLists({ run }: { readonly run: Run }) {
  const [by, setBy] = useState<'accounts' | 'calls'>('accounts');
  return (
    <Section
      title="Old and new price"
      isFlush
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Show by"
            value={by}
            onChange={(value) => setBy(value as typeof by)}
            data={[
              { value: 'accounts', label: 'By account' },
              { value: 'calls', label: 'Call by call' },
            ]}
          />
          <Export runId={run.id} />
        </Group>
      }
    >
      {by === 'accounts' ? <Accounts runId={run.id} /> : <Calls runId={run.id} />}
    </Section>
  );
}

function Accounts({ runId }: { readonly runId: string }) {
  const list = usePages(listRerateAccounts, { params: { id: runId }, query: {} });
  const currency = useCurrency();
  const columns: readonly Column<AccountRow>[] = [
    { key: 'account', title: 'Account', cell: (row) => row.accountName },
    { key: 'calls', title: 'Calls', align: 'right', cell: (row) => <span className="k-num">{row.callCount}</span> },
    ...priceColumns(currency),
  ];
  const hrefOf = (row: AccountRow) => `/accounts/${row.accountId}/money`;
  return (
    <DataTable label="Accounts" columns={columns} keyOf={(row) => row.accountId} hrefOf={hrefOf} empty={nothing} {...list} />
  );
}

function Calls({ runId }: { readonly runId: string }) {
  const list = usePages(listRerateCalls, { params: { id: runId }, query: {} });
  const currency = useCurrency();
  const columns: readonly Column<CallRow>[] = [
    {
      key: 'number',
      title: 'Number',
      cell: (row) => (
        <Anchor component={Link} to={`/calls/${encodeURIComponent(row.callId)}`} fz="inherit">
          +{row.number}
        </Anchor>
      ),
    },
    { key: 'destination', title: 'Destination', cell: (row) => row.destination },
    { key: 'account', title: 'Account', cell: (row) => row.accountName },
    { key: 'at', title: 'Answered', cell: (row) => <Time at={row.answeredAt} /> },
    { key: 'length', title: 'Length', align: 'right', cell: (row) => <Duration seconds={row.durationSeconds} /> },
    ...priceColumns(currency),
  ];
  return <DataTable label="Calls" columns={columns} keyOf={(row) => row.callId} empty={nothing} {...list} />;
}

const nothing = (
  <EmptyState icon={IconEqual} title="No price changes">
    Every call that could be priced again has the price that it should have.
  </EmptyState>
);

function priceColumns<Row extends { readonly oldPrice: string; readonly newPrice: string; readonly difference: string }>(
  currency: string,
): readonly Column<Row>[] {
  return [
    { key: 'old', title: `So far, ${currency}`, align: 'right', cell: (row) => <Money value={row.oldPrice} /> },
    { key: 'new', title: `Again, ${currency}`, align: 'right', cell: (row) => <Money value={row.newPrice} /> },
    { key: 'difference', title: `Difference, ${currency}`, align: 'right', cell: (row) => <Money value={row.difference} /> },
  ];
}

const rowsMax = 100_000;
const header = [
  'Call ID',
  'Account id',
  'Customer',
  'Number',
  'Destination',
  'Answered (UTC)',
  'Seconds',
  'Old price',
  'New price',
  'Difference',
];

function Export({ runId }: { readonly runId: string }) {
  const [count, setCount] = useState<number>();
  const save = () =>
    exportRows({
      ...{ name: `re-rating-${runId}.csv`, endpoint: listRerateCalls, params: { id: runId }, header, rowsMax, onCount: setCount },
      cells: (row) => [
        ...[row.callId, row.accountId, row.accountName, row.number, row.destination, row.answeredAt],
        ...[String(row.durationSeconds), row.oldPrice, row.newPrice, row.difference],
      ],
    });
  const begin = () => {
    setCount(0);
    void save()
      .catch(notifyProblem)
      .finally(() => setCount(undefined));
  };
  return (
    <Button variant="default" size="xs" leftSection={<IconDownload size={15} />} loading={count !== undefined} onClick={begin}>
      CSV
    </Button>
  );
}
