import { Button, Text } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { listWebhooks } from '../../../http/contract/webhooks.ts';
import { useAnswer } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { AddWebhookDrawer } from './AddWebhookDrawer.tsx';
import { HookBadge, type Webhook } from './hookText.tsx';
import { ShownSecret } from './ShownSecret.tsx';

/** Other programs that are told what happens. */
export function WebhooksPage() {
  const { data, error, refetch } = useAnswer(listWebhooks, {}, { refetchInterval: 15_000 });
  const [isAdding, setIsAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const mayChange = useMay('webhook.change');
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      Make a webhook
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Webhooks" help="Tell other programs what happens: calls, balances, payments, invoices, alerts.">
        <ExportButton isEmpty={!data?.items.length} run={exportWebhooks} />
        {add}
      </PageHeader>
      {secret === undefined ? null : <ShownSecret secret={secret} />}
      <div className="k-card">
        <DataTable
          label="Webhooks"
          columns={columns}
          rows={data?.items}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/webhooks/${row.id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconWebhook} title="No webhook yet" action={add}>
              A webhook is an address of another program. Each event goes there signed, is tried again for three days, and can be
              replayed.
            </EmptyState>
          }
        />
      </div>
      {isAdding ? <AddWebhookDrawer onMade={setSecret} onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

const columns: readonly Column<Webhook>[] = [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  {
    key: 'url',
    title: 'Address',
    cell: (row) => (
      <Text size="sm" truncate maw="22rem" title={row.url}>
        {row.url}
      </Text>
    ),
  },
  { key: 'events', title: 'Events', align: 'right', cell: (row) => <span className="k-num">{row.events.length}</span> },
  { key: 'state', title: 'State', cell: (row) => <HookBadge webhook={row} /> },
  { key: 'ok', title: 'Last delivered', cell: (row) => (row.lastOkAt ? <Time at={row.lastOkAt} /> : 'Never') },
  { key: 'waiting', title: 'Waiting', align: 'right', cell: (row) => <Waiting count={row.waiting} /> },
];

/** Counted up to a thousand. */
export function Waiting({ count }: { readonly count: number }) {
  return <span className="k-num">{count >= 1000 ? '1000+' : count}</span>;
}

function exportWebhooks(): Promise<void> {
  return exportRows({
    ...{ name: 'webhooks.csv', endpoint: listWebhooks },
    header: ['Name', 'Address', 'Events', 'State', 'Last delivered (UTC)', 'Waiting'],
    cells: (row) => [row.name, row.url, row.events.join(' '), row.state, row.lastOkAt ?? '', String(row.waiting)],
  });
}
