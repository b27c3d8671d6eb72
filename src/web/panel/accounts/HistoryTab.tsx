import { Group, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { historyKinds, listHistory } from '../../../http/contract/accounts.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { usePages } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { DateFilter } from '../../kit/DateFilter.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { nextDate, startOfDate } from '../../kit/timeText.ts';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import type { Account } from './accountValues.ts';
import { ChangeList } from './ChangeList.tsx';
import { actionText, changesIn, detailText } from './historyText.ts';

type Entry = AnswerOf<typeof listHistory>['items'][number];

const kindWords: Readonly<Record<(typeof historyKinds)[number], string>> = {
  details: 'Details and settings',
  phones: 'Phones',
  money: 'Money',
  notes: 'Notes',
  calls: 'Calls',
};
const columns: readonly Column<Entry>[] = [
  { key: 'at', title: 'When', width: '9rem', cell: (entry) => <Time at={entry.at} /> },
  { key: 'who', title: 'Who', width: '11rem', cell: (entry) => entry.actorName },
  { key: 'what', title: 'What', width: '13rem', cell: (entry) => actionText(entry.action, entry.detail) },
  { key: 'detail', title: 'Details', cell: (entry) => <Details entry={entry} /> },
];

/** Who did what on this account: every field that was changed, with its old and new value. */
export function HistoryTab({ account }: { readonly account: Account }) {
  const { timeZone } = useLocale();
  const filters = useFilters(['kind', 'actor', 'from', 'to']);
  const { from, to, ...plain } = filters.values;
  const query = {
    ...chosen(plain),
    ...(from === '' ? {} : { from: startOfDate(from, timeZone) }),
    ...(to === '' ? {} : { to: startOfDate(nextDate(to), timeZone) }),
  };
  const list = usePages(listHistory, { params: { id: account.id }, query });
  return (
    <Section
      title="History"
      help="Everything that somebody did on this account, newest first. Nothing here is ever removed."
      isFlush
    >
      <Group gap="sm" px="md" pb="sm" align="center">
        <SearchBox
          label="Who"
          placeholder="Who did it"
          value={filters.values.actor}
          onChange={(value) => filters.set('actor', value)}
        />
        <DateFilter label="From" value={from} onChange={(value) => filters.set('from', value)} />
        <DateFilter label="To" value={to} onChange={(value) => filters.set('to', value)} />
        <Chips
          label="What"
          value={filters.values.kind}
          onChange={(value) => filters.set('kind', value)}
          data={historyKinds.map((value) => ({ value, label: kindWords[value] }))}
        />
      </Group>
      <DataTable
        label="History"
        columns={columns}
        {...list}
        keyOf={(entry) => entry.id}
        empty={
          <EmptyState icon={IconHistory} title={filters.isFiltered ? 'Nothing fits these filters' : 'Nothing happened yet'}>
            Changes, top-ups and suspensions stand here, with who and when.
          </EmptyState>
        }
      />
    </Section>
  );
}

function Details({ entry }: { readonly entry: Entry }) {
  const text = detailText(withoutHeadline(entry));
  return (
    <>
      {text === '' ? null : (
        <Text fz="inherit" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
      )}
      <ChangeList changes={changesIn(entry.detail)} />
    </>
  );
}

/** The headline says already whether it was activated, suspended or pinned. */
function withoutHeadline({ action, detail }: Entry): Entry['detail'] {
  const { isActive: _active, isPinned: _pinned, ...rest } = detail;
  return action === 'account.set_active' || action === 'note.pin' ? rest : detail;
}
