import { Button, Progress, Stack, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { listDeckImpact, startImpact } from '../../../http/contract/decks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, usePages, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { formatDecimal } from '../../kit/decimal.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useCurrency } from '../session/session.ts';
import { type DeckImport, grouped } from './deckText.ts';

type Row = AnswerOf<typeof listDeckImpact>['items'][number];

/** What the new rates would have done to the calls of the last month, before anything is activated. */
export function ImpactSection({ one }: { readonly one: DeckImport }) {
  const start = useSend(startImpact);
  const begin = () => start.mutate({ params: { id: one.id } }, { onError: notifyProblem });
  return (
    <Section
      title="What it would have done to last month’s calls"
      help="The answered calls of the last 30 days that were priced by this package, priced again with the new rates. Nothing is booked by it."
      isFlush
    >
      <Stack px="md" pb="sm" gap="sm" align="flex-start">
        {one.impactState === 'running' ? <Running calls={one.impactCalls} /> : null}
        {one.impactState === 'running' ? null : (
          <Button variant="default" leftSection={<IconScale size={16} />} onClick={begin} loading={start.isPending}>
            {one.impactState === 'done' ? 'Work it out again' : 'Work it out'}
          </Button>
        )}
      </Stack>
      {one.impactState === 'done' ? <Impact importId={one.id} /> : null}
    </Section>
  );
}

function Running({ calls }: { readonly calls: number }) {
  return (
    <div style={{ width: '100%' }}>
      <Progress value={100} animated aria-label="Pricing calls again" />
      <Text size="xs" c="dimmed" aria-live="polite">
        {grouped(calls)} calls priced
      </Text>
    </div>
  );
}

function Impact({ importId }: { readonly importId: string }) {
  const currency = useCurrency();
  const sent = { params: { id: importId } };
  const total = useAnswer(listDeckImpact, { ...sent, query: { limit: 1 } }).data?.total;
  const list = usePages(listDeckImpact, sent);
  return (
    <>
      {total ? (
        <div style={{ padding: '0 var(--mantine-spacing-md)' }}>
          <Facts
            facts={[
              { label: 'Accounts', value: grouped(total.accounts) },
              { label: 'Calls', value: grouped(total.calls) },
              { label: `Charged, ${currency}`, value: formatDecimal(total.charged) },
              { label: `With the new rates, ${currency}`, value: formatDecimal(total.priced) },
              { label: `Difference, ${currency}`, value: formatDecimal(total.difference) },
              { label: 'Calls without a rate', value: grouped(total.unrated) },
            ]}
          />
        </div>
      ) : null}
      <DataTable
        label="Impact by account"
        columns={columnsFor(currency)}
        {...list}
        keyOf={({ accountId }) => accountId}
        hrefOf={({ accountId }) => `/accounts/${accountId}`}
        empty={
          <EmptyState icon={IconScale} title="No calls">
            No call of the last 30 days was priced by this package.
          </EmptyState>
        }
      />
    </>
  );
}

const columnsFor = (currency: string): readonly Column<Row>[] => [
  { key: 'customer', title: 'Account', cell: ({ customer, accountId }) => customer || accountId },
  { key: 'calls', title: 'Calls', align: 'right', cell: ({ calls }) => <span className="k-num">{grouped(calls)}</span> },
  {
    key: 'unrated',
    title: 'Without a rate',
    align: 'right',
    cell: ({ unrated }) => <span className="k-num">{unrated === 0 ? '–' : grouped(unrated)}</span>,
  },
  {
    key: 'charged',
    title: `Charged, ${currency}`,
    align: 'right',
    cell: (row) => <span className="k-num">{formatDecimal(row.charged)}</span>,
  },
  {
    key: 'priced',
    title: `New, ${currency}`,
    align: 'right',
    cell: (row) => <span className="k-num">{formatDecimal(row.priced)}</span>,
  },
  {
    key: 'difference',
    title: `Difference, ${currency}`,
    align: 'right',
    cell: (row) => <span className="k-num">{formatDecimal(row.difference)}</span>,
  },
];
