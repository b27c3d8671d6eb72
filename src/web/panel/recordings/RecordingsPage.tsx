import { Button, Group } from '@mantine/core';
import { IconDownload, IconMicrophone } from '@tabler/icons-react';
import { listRecordings } from '../../../http/contract/recordings.ts';
import { usePages } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { recordingColumns } from './RecordingTable.tsx';
import { kindWords, otherText } from './recordingText.ts';

const header = ['Begun (UTC)', 'Account', 'Recorded for', 'How', 'Other side', 'Seconds', 'Bytes', 'Call ID'];

/** Every recorded call that is kept. */
export function RecordingsPage() {
  const filters = useFilters(['number', 'accountId']);
  const { number, accountId } = filters.values;
  const query = chosen({ accountId, number: number.replace(/\D/g, '') });
  const list = usePages(listRecordings, { query });
  const save = () =>
    exportRows({
      ...{ name: 'recordings.csv', endpoint: listRecordings, query, header },
      cells: (row) => [
        ...[row.startedAt, row.accountName, row.ownNumber, kindWords[row.kind], otherText(row.otherNumber)],
        ...[String(row.durationSeconds), String(row.sizeBytes), row.callId],
      ],
    });
  return (
    <>
      <PageHeader
        title="Recordings"
        help="Somebody’s private words: each time one is heard or downloaded here, the history of the account says so."
      >
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          disabled={list.rows?.length === 0}
          onClick={() => void save().catch(notifyProblem)}
        >
          Export CSV
        </Button>
      </PageHeader>
      <Group pb="sm">
        <SearchBox
          label="Search recordings"
          placeholder="A number begins with"
          value={number}
          onChange={(value) => filters.set('number', value)}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Recordings"
          columns={recordingColumns}
          {...list}
          keyOf={(row) => row.id}
          empty={
            <EmptyState icon={IconMicrophone} title={filters.isFiltered ? 'No such recording' : 'No call was recorded yet'}>
              Switch recording on for a phone (account, Phones, “Recording and encryption”) or for an incoming number.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
