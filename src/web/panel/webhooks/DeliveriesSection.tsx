import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconMailbox } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { deliveryStateList, deliveryStates } from '../../../core/wires/hookEvents.ts';
import { listDeliveries, replayDelivery } from '../../../http/contract/webhooks.ts';
import { usePages, useSend } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { DeliveryDrawer } from './DeliveryDrawer.tsx';
import { type Delivery, DeliveryBadge, EventName } from './hookText.tsx';

/** What a webhook was told, newest first. */
export function DeliveriesSection({ webhookId }: { readonly webhookId: string }) {
  const filters = useFilters(['state']);
  const query = chosen(filters.values);
  const params = { id: webhookId };
  const list = usePages(listDeliveries, { params, query });
  const [opened, setOpened] = useState<string>();
  const columns: readonly Column<Delivery>[] = [
    {
      key: 'at',
      title: 'Happened',
      width: '9rem',
      cell: (row) => (
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => setOpened(row.id)}
          aria-label={`Tries of ${row.eventId}`}
        >
          <Time at={row.at} />
        </Anchor>
      ),
    },
    { key: 'event', title: 'Event', cell: (row) => <EventName event={row.event} /> },
    { key: 'account', title: 'Account', cell: (row) => <Account delivery={row} /> },
    { key: 'state', title: 'State', cell: (row) => <DeliveryBadge delivery={row} /> },
    { key: 'how', title: 'Last try', cell: (row) => <LastTry delivery={row} /> },
    { key: 'tries', title: 'Tries', align: 'right', cell: (row) => <span className="k-num">{row.tries}</span> },
    { key: 'do', title: '', align: 'right', cell: (row) => <Replay delivery={row} /> },
  ];
  return (
    <Section
      title="Deliveries"
      help="Kept for 30 days. The time opens every try."
      isFlush
      aside={<ExportButton isEmpty={list.rows?.length === 0} run={() => exportDeliveries(webhookId, query)} />}
    >
      <Group px="md" pb="sm">
        <Chips
          label="State"
          value={filters.values.state}
          onChange={(value) => filters.set('state', value)}
          data={deliveryStateList.map((value) => ({ value, label: deliveryStates[value] }))}
        />
      </Group>
      <DataTable
        label="Deliveries"
        columns={columns}
        {...list}
        keyOf={(row) => row.id}
        empty={
          <EmptyState icon={IconMailbox} title={filters.isFiltered ? 'No such delivery' : 'Nothing was sent yet'}>
            Send a test event to see whether the receiver answers.
          </EmptyState>
        }
      />
      {opened === undefined ? null : <DeliveryDrawer deliveryId={opened} onClose={() => setOpened(undefined)} />}
    </Section>
  );
}

function Account({ delivery }: { readonly delivery: Delivery }) {
  if (delivery.accountId === undefined) return null;
  return (
    <Anchor component={Link} to={`/accounts/${delivery.accountId}`} size="sm">
      {delivery.accountName}
    </Anchor>
  );
}

function LastTry({ delivery }: { readonly delivery: Delivery }) {
  const { lastStatus, lastMilliseconds, lastProblem, state, nextTryAt, tries } = delivery;
  if (lastMilliseconds === undefined)
    return (
      <Text c="dimmed" size="sm">
        Not tried yet
      </Text>
    );
  return (
    <Text size="sm" maw="24rem">
      {lastProblem === '' ? `${lastStatus} in ${lastMilliseconds} ms` : lastProblem}
      {state === 'waiting' && nextTryAt !== undefined && tries > 0 ? (
        <Text span c="dimmed" size="xs">
          {' '}
          Next try <Time at={nextTryAt} />
        </Text>
      ) : null}
    </Text>
  );
}

function Replay({ delivery }: { readonly delivery: Delivery }) {
  const replay = useSend(replayDelivery);
  const mayChange = useMay('webhook.change');
  if (!mayChange || delivery.state === 'waiting') return null;
  const send = () =>
    replay.mutate(
      { params: { id: delivery.id } },
      { onSuccess: () => notifyDone('It is on its way once more.'), onError: notifyProblem },
    );
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={send}
      loading={replay.isPending}
      aria-label={`Replay ${delivery.eventId}`}
    >
      Replay
    </Button>
  );
}

function exportDeliveries(id: string, query: Readonly<Record<string, string | undefined>>): Promise<void> {
  return exportRows({
    ...{ name: 'deliveries.csv', endpoint: listDeliveries, params: { id }, query },
    header: ['Happened (UTC)', 'Event', 'Id', 'Account', 'State', 'Tries', 'Status', 'ms', 'Problem', 'Delivered (UTC)'],
    cells: (row) => [
      ...[row.at, row.event, row.eventId, row.accountName ?? '', row.state, String(row.tries), String(row.lastStatus ?? '')],
      ...[String(row.lastMilliseconds ?? ''), row.lastProblem, row.deliveredAt ?? ''],
    ],
  });
}
