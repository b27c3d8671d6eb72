import { Group } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { alertKindList, alertKinds } from '../../../core/accounts/alert.ts';
import { listAlerts } from '../../../http/contract/alerts.ts';
import { usePages } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { alertColumns } from './AlertTable.tsx';
import { exportAlerts } from './exportAlerts.ts';

const states = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Done' },
];

/** Everything that staff were alerted to. */
export function AlertsPage() {
  const filters = useFilters(['state', 'kind']);
  const query = chosen(filters.values);
  const list = usePages(listAlerts, { query });
  return (
    <>
      <PageHeader
        title="Alerts"
        help="Low balances, spend limits that were reached, what the fraud guard saw, providers that are down and calls that lose money, newest first. “Done” puts one away."
      >
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportAlerts(query, how)} />
      </PageHeader>
      <Group pb="sm">
        <Chips label="State" value={filters.values.state} onChange={(value) => filters.set('state', value)} data={states} />
        <Chips
          label="Kind"
          value={filters.values.kind}
          onChange={(value) => filters.set('kind', value)}
          data={alertKindList.map((value) => ({ value, label: alertKinds[value] }))}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Alerts"
          columns={alertColumns}
          {...list}
          keyOf={(row) => row.id}
          empty={
            <EmptyState icon={IconBell} title={filters.isFiltered ? 'No such alert' : 'No alert yet'}>
              Balances that run low, accounts that reach a spend limit and calls that look like fraud appear here.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
