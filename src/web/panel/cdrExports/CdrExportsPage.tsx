import { Anchor, Badge, Button, Group, Skeleton, Stack, Text, Tooltip } from '@mantine/core';
import { IconDownload, IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { getCdrExportFile, getCdrExportSettings, listCdrExports } from '../../../http/contract/cdrExports.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { fileAddress, useAnswer, usePages } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Day } from '../../kit/Day.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { CopyDayDialog } from './CopyDayDialog.tsx';
import { ExportSettingsForm } from './ExportSettingsForm.tsx';

type CdrExport = AnswerOf<typeof listCdrExports>['items'][number];

/** Files of calls for other programs: how they are made, and those that were. */
export function CdrExportsPage() {
  const settings = useAnswer(getCdrExportSettings, {});
  const [isCopying, setIsCopying] = useState(false);
  const mayChange = useMay('cdr_export.change');
  return (
    <>
      <PageHeader title="CDR export" help="Each night the calls of the day before, once each, as a file and to a webhook.">
        {mayChange ? (
          <Button variant="default" onClick={() => setIsCopying(true)}>
            Write a day again
          </Button>
        ) : null}
      </PageHeader>
      <Stack>
        {settings.error && !settings.data ? <Problem error={settings.error} onRetry={() => void settings.refetch()} /> : null}
        <Files />
        {settings.data ? <ExportSettingsForm key={settings.data.version} settings={settings.data} /> : <Skeleton h={320} />}
      </Stack>
      {isCopying ? <CopyDayDialog onClose={() => setIsCopying(false)} /> : null}
    </>
  );
}

const kinds = [
  { value: 'nightly', label: 'Nightly' },
  { value: 'copy', label: 'Copies' },
];

function Files() {
  const filters = useFilters(['kind']);
  const query = chosen(filters.values);
  const list = usePages(listCdrExports, { query });
  return (
    <Section title="Files" isFlush aside={<ExportButton isEmpty={list.rows?.length === 0} run={() => exportList(query)} />}>
      <Group px="md" pb="sm">
        <Chips label="Kind" value={filters.values.kind} onChange={(value) => filters.set('kind', value)} data={kinds} />
      </Group>
      <DataTable
        label="Files of calls"
        columns={columns}
        {...list}
        keyOf={(row) => row.id}
        empty={
          <EmptyState icon={IconFileExport} title={filters.isFiltered ? 'No such file' : 'No file yet'}>
            Turn the export on below: the first file has the calls of today and is written tomorrow. A day of before can be
            written by hand.
          </EmptyState>
        }
      />
    </Section>
  );
}

const columns: readonly Column<CdrExport>[] = [
  { key: 'day', title: 'Day', width: '7rem', cell: (row) => <Day on={row.day} /> },
  { key: 'file', title: 'File', cell: (row) => <File row={row} /> },
  {
    key: 'kind',
    title: 'Kind',
    cell: (row) => <Badge color={row.kind === 'copy' ? 'gray' : 'blue'}>{row.kind === 'copy' ? 'Copy' : 'Nightly'}</Badge>,
  },
  { key: 'calls', title: 'Calls', align: 'right', cell: (row) => <span className="k-num">{row.callCount ?? ''}</span> },
  { key: 'size', title: 'Size', align: 'right', cell: (row) => <span className="k-num">{sizeText(row.byteCount)}</span> },
  {
    key: 'sum',
    title: 'SHA-256',
    cell: (row) =>
      row.sha256 === undefined ? null : (
        <Tooltip label={row.sha256}>
          <span className="k-mono">{row.sha256.slice(0, 12)}…</span>
        </Tooltip>
      ),
  },
  { key: 'at', title: 'Written', cell: (row) => (row.finishedAt ? <Time at={row.finishedAt} /> : null) },
  { key: 'by', title: 'By', cell: (row) => (row.kind === 'copy' ? row.askedBy : '') },
];

function File({ row }: { readonly row: CdrExport }) {
  if (row.state === 'done')
    return (
      <Anchor href={fileAddress(getCdrExportFile, { params: { id: row.id } })} download size="sm">
        <Group gap={4} wrap="nowrap">
          <IconDownload size={14} aria-hidden />
          {row.place}
        </Group>
      </Anchor>
    );
  if (row.state === 'removed')
    return (
      <Text c="dimmed" size="sm">
        {row.place} (removed, it was kept long enough)
      </Text>
    );
  return (
    <Text size="sm">
      <Badge color="yellow">Being written</Badge> {row.problem}
    </Text>
  );
}

function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function exportList(query: Readonly<Record<string, string | undefined>>): Promise<void> {
  return exportRows({
    ...{ name: 'cdr-exports.csv', endpoint: listCdrExports, query },
    header: ['Day', 'Kind', 'File', 'State', 'Calls', 'Bytes', 'SHA-256', 'Written (UTC)', 'By'],
    cells: (row) => [
      ...[row.day, row.kind, row.place, row.state, String(row.callCount ?? ''), String(row.byteCount ?? ''), row.sha256 ?? ''],
      ...[row.finishedAt ?? '', row.askedBy],
    ],
  });
}
