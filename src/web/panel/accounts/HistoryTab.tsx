import { Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { listHistory } from '../../../http/contract/accounts.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import type { Account } from './accountValues.ts';
import { actionText, detailText } from './historyText.ts';

type Entry = AnswerOf<typeof listHistory>['items'][number];

const columns: readonly Column<Entry>[] = [
  { key: 'at', title: 'When', width: '9rem', cell: (entry) => <Time at={entry.at} /> },
  { key: 'who', title: 'Who', width: '11rem', cell: (entry) => entry.actorName },
  { key: 'what', title: 'What', cell: (entry) => actionText(entry.action, entry.detail) },
  {
    key: 'detail',
    title: 'Details',
    cell: (entry) => (
      <Text fz="inherit" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {detailText(withoutHeadline(entry))}
      </Text>
    ),
  },
];

/** Who did what on this account. */
export function HistoryTab({ account }: { readonly account: Account }) {
  const list = usePages(listHistory, { params: { id: account.id }, query: {} });
  return (
    <Section title="History" help="Everything that somebody did on this account, newest first." isFlush>
      <DataTable
        label="History"
        columns={columns}
        rows={list.rows}
        keyOf={(entry) => entry.id}
        error={list.error}
        onRetry={list.again}
        isMore={list.isMore}
        isLoadingMore={list.isLoadingMore}
        onMore={list.more}
        empty={
          <EmptyState icon={IconHistory} title="Nothing happened yet">
            Changes, top-ups and suspensions will stand here.
          </EmptyState>
        }
      />
    </Section>
  );
}

/** The headline says already whether it was activated or suspended. */
function withoutHeadline({ action, detail }: Entry): Entry['detail'] {
  if (action !== 'account.set_active') return detail;
  const { isActive: _said, ...rest } = detail;
  return rest;
}
