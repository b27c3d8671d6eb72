import { Badge, Skeleton, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { getBillingPackage } from '../../../http/contract/billingPackages.ts';
import { listDeckImports } from '../../../http/contract/decks.ts';
import { useAnswer, usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { type DeckImport, grouped, stateColor, stateText, titleOf } from './deckText.ts';
import { UploadSection } from './UploadSection.tsx';

const columns: readonly Column<DeckImport>[] = [
  { key: 'title', title: 'What', cell: titleOf },
  {
    key: 'state',
    title: 'State',
    cell: (row) => (
      <Badge variant="light" color={stateColor(row)}>
        {stateText(row)}
      </Badge>
    ),
  },
  { key: 'rows', title: 'Rates', align: 'right', cell: ({ rowsDone }) => <span className="k-num">{grouped(rowsDone)}</span> },
  { key: 'source', title: 'Source', cell: ({ sourceName }) => sourceName ?? '–' },
  { key: 'by', title: 'By', cell: ({ createdBy }) => createdBy },
  {
    key: 'from',
    title: 'Holds from',
    align: 'right',
    cell: ({ bookedFrom }) => (bookedFrom === null ? '–' : <Time at={bookedFrom} />),
  },
  { key: 'at', title: 'Begun', align: 'right', cell: ({ createdAt }) => <Time at={createdAt} /> },
];

/** Imports, bulk edits and copies of one package, and the way to a new one. */
export function ImportsPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAnswer(getBillingPackage, { params: { id } });
  const list = usePages(listDeckImports, { params: { id } });
  const mayChange = useMay('billing_package.change');
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} />;
  return (
    <>
      <PageHeader
        title={`Imports of ${data.name}`}
        help="Files, bulk edits and copies: what each would change, what it changed, and the way back."
      />
      <Stack>
        {mayChange ? <UploadSection packageId={id} /> : null}
        <Section title="So far" isFlush>
          <DataTable
            label="Imports"
            columns={columns}
            {...list}
            keyOf={(row) => row.id}
            hrefOf={(row) => `/deck-imports/${row.id}`}
            empty={
              <EmptyState icon={IconFileImport} title="No import yet">
                A rate deck of a carrier, your own price list, or a file that was exported here: choose it above.
              </EmptyState>
            }
          />
        </Section>
        <Text size="xs" c="dimmed">
          Finished calls keep the price that they had, whatever is imported.
        </Text>
      </Stack>
    </>
  );
}
