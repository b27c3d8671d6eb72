import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { suspicions, verdicts } from '../../../core/decks/difference.ts';
import { exportDeckChanges, listDeckChanges } from '../../../http/contract/decks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { fileAddress, usePages } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { blocksText, priceText } from '../billingPackages/rateText.ts';
import { useCurrency } from '../session/session.ts';
import { type DeckImport, grouped } from './deckText.ts';

type Change = AnswerOf<typeof listDeckChanges>['items'][number];
type Counts = NonNullable<DeckImport['counts']>;

/** The difference report: how many of each kind, and every single one. */
export function ReportSection({ one, counts }: { readonly one: DeckImport; readonly counts: Counts }) {
  const filters = useFilters(['verdict', 'suspicious', 'search']);
  const currency = useCurrency();
  const query = chosen(filters.values);
  const list = usePages(listDeckChanges, { params: { id: one.id }, query });
  const of = (verdict: string) => counts.verdicts[verdict] ?? 0;
  const facts = [
    ...Object.entries(verdicts).map(([key, label]) => ({ label, value: grouped(of(key)) })),
    { label: 'Unchanged', value: grouped(counts.unchanged) },
    { label: 'Deserve a look', value: grouped(counts.suspicious) },
  ];
  return (
    <Section
      title="What it changes"
      help={`${grouped(counts.rows)} rates read, ${grouped(counts.inForce)} in force before.${one.notesDone > 0 ? ` ${grouped(one.notesDone)} lines without prefix and price were passed over.` : ''}`}
      aside={
        <Anchor href={fileAddress(exportDeckChanges, { params: { id: one.id }, query })} download size="sm">
          Save as CSV
        </Anchor>
      }
      isFlush
    >
      <Stack gap="sm" px="md" pb="sm">
        <Facts facts={facts} />
        <Group justify="space-between">
          <Group gap={6}>
            <Chips
              label="Kind of change"
              value={filters.values.verdict}
              onChange={(value) => filters.set('verdict', value)}
              data={Object.entries(verdicts).map(([value, label]) => ({ value, label }))}
            />
            <Chips
              label="Suspicious"
              value={filters.values.suspicious}
              onChange={(value) => filters.set('suspicious', value)}
              data={[{ value: 'true', label: 'Deserves a look' }]}
            />
          </Group>
          <SearchBox
            label="Search changes"
            placeholder="Prefix, number or destination"
            value={filters.values.search}
            onChange={(text) => filters.set('search', text)}
          />
        </Group>
      </Stack>
      <DataTable
        label="Changes"
        columns={columnsFor(currency)}
        {...list}
        keyOf={({ prefix, validFrom }) => `${prefix} ${validFrom}`}
        empty={
          <EmptyState icon={IconArrowsDiff} title={filters.isFiltered ? 'No change fits' : 'Nothing changes'}>
            {filters.isFiltered ? 'Take a filter away.' : 'The rates in force are the ones of this import.'}
          </EmptyState>
        }
      />
    </Section>
  );
}

const columnsFor = (currency: string): readonly Column<Change>[] => [
  {
    key: 'prefix',
    title: 'Prefix',
    cell: ({ prefix }) => <span className="k-num">{prefix === '' ? 'Every number' : `+${prefix}`}</span>,
  },
  { key: 'destination', title: 'Destination', cell: ({ before, after }) => (after ?? before)?.destination },
  { key: 'verdict', title: 'Change', cell: ({ verdict }) => verdicts[verdict] },
  { key: 'before', title: `Before, ${currency}`, align: 'right', cell: ({ before }) => <Price rate={before} /> },
  { key: 'after', title: `After, ${currency}`, align: 'right', cell: ({ after }) => <Price rate={after} /> },
  { key: 'from', title: 'From', align: 'right', cell: ({ validFrom }) => (validFrom === null ? '' : <Time at={validFrom} />) },
  { key: 'why', title: 'Deserves a look', cell: ({ suspicions: found }) => <Reasons found={found} /> },
];

function Price({ rate }: { readonly rate: Change['after'] }) {
  if (!rate) return <span>–</span>;
  const blocks = blocksText(rate);
  return (
    <span className={rate.blocked ? 'k-bad' : 'k-num'}>
      {priceText(rate)}
      {blocks === '' ? null : (
        <Text span c="dimmed" size="xs">
          {' '}
          {blocks}
        </Text>
      )}
    </span>
  );
}

function Reasons({ found }: { readonly found: Change['suspicions'] }) {
  return (
    <Group gap={4}>
      {found.map((one) => (
        <Badge key={one} variant="light" color="yellow" tt="none">
          {suspicions[one]}
        </Badge>
      ))}
    </Group>
  );
}
