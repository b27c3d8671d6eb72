import { Badge, Group, Stack } from '@mantine/core';
import { IconUsersMinus } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listDebtors } from '../../../http/contract/payments.ts';
import { usePages } from '../../api.ts';
import { type ExportHow, exportRows } from '../../exportRows.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { DebtAges } from '../reports/DebtAges.tsx';
import { useCurrency } from '../session/session.ts';

type Row = AnswerOf<typeof listDebtors>['items'][number];

const columnsFor = (currency: string): readonly Column<Row>[] => [
  { key: 'who', title: 'Customer', cell: (row) => row.accountName },
  { key: 'state', title: 'State', cell: (row) => <State row={row} /> },
  { key: 'since', title: 'Oldest due', cell: (row) => <span className="k-num">{row.oldestDueOn}</span> },
  { key: 'current', title: 'Not due yet', align: 'right', cell: (row) => <Money value={row.current} /> },
  { key: 'to30', title: '1–30 days', align: 'right', cell: (row) => <Money value={row.to30} /> },
  { key: 'to60', title: '31–60', align: 'right', cell: (row) => <Money value={row.to60} /> },
  { key: 'to90', title: '61–90', align: 'right', cell: (row) => <Money value={row.to90} /> },
  { key: 'older', title: 'Older', align: 'right', cell: (row) => <Money value={row.older} /> },
  { key: 'open', title: `Owed, ${currency}`, align: 'right', cell: (row) => <Money value={row.open} /> },
];

/** Who owes how much, by the age of the debt. */
export function DebtorsPage() {
  const list = usePages(listDebtors, { query: {} });
  return (
    <>
      <PageHeader title="Debtors" help="Who owes how much on invoices, by days since they were due. The largest debts first.">
        <ExportButton isEmpty={list.rows?.length === 0} run={exportDebtors} />
      </PageHeader>
      <Stack gap="md">
        <DebtAges isLinked={false} />
        <div className="k-card">
          <DataTable
            label="Debtors"
            columns={columnsFor(useCurrency())}
            {...list}
            keyOf={(row) => row.accountId}
            hrefOf={(row) => `/accounts/${row.accountId}/money`}
            empty={
              <EmptyState icon={IconUsersMinus} title="Nobody owes anything">
                Customers with open invoices will be here.
              </EmptyState>
            }
          />
        </div>
      </Stack>
    </>
  );
}

function State({ row }: { readonly row: Row }) {
  return (
    <Group gap={4}>
      {row.isActive ? null : <Badge color="red">Suspended</Badge>}
      {row.restriction === 'incoming_only' ? <Badge color="yellow">Incoming calls only</Badge> : null}
    </Group>
  );
}

function exportDebtors(how: ExportHow): Promise<void> {
  return exportRows({
    ...{ name: 'debtors.csv', endpoint: listDebtors, ...how },
    header: ['Customer', 'Oldest due', 'Not due yet', '1-30 days', '31-60 days', '61-90 days', 'Older', 'Owed', 'Currency'],
    cells: (row: Row) => [
      row.accountName,
      row.oldestDueOn,
      row.current,
      row.to30,
      row.to60,
      row.to90,
      row.older,
      row.open,
      row.currency,
    ],
  });
}
