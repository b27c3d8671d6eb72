import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { listAlerts } from '../../../http/contract/alerts.ts';
import { useAnswer } from '../../api.ts';
import { DataTable } from '../../kit/DataTable.tsx';
import { Section } from '../../kit/Section.tsx';
import { alertColumns } from './AlertTable.tsx';

/** The newest open alerts, of one account or of all; nothing at all where there are none. */
export function OpenAlerts({ accountId }: { readonly accountId?: string }) {
  const query = { state: 'open' as const, limit: 5, ...(accountId !== undefined && { accountId }) };
  const { data } = useAnswer(listAlerts, { query }, { refetchInterval: 30_000 });
  if (!data || data.items.length === 0) return null;
  const columns = accountId === undefined ? alertColumns : alertColumns.filter(({ key }) => key !== 'account');
  return (
    <Section
      title="Alerts"
      isFlush
      aside={
        <Anchor component={Link} to="/alerts" size="sm">
          All alerts
        </Anchor>
      }
    >
      <DataTable label="Open alerts" columns={columns} rows={data.items} keyOf={(row) => row.id} empty={null} />
    </Section>
  );
}
