import { Space, Text } from '@mantine/core';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listGuardActs } from '../../../http/contract/guard.ts';
import { usePages } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { Time } from '../../kit/Time.tsx';
import { actWords } from './guardText.ts';

type Act = AnswerOf<typeof listGuardActs>['items'][number];

const columns: readonly Column<Act>[] = [
  { key: 'at', title: 'When', width: '9rem', cell: (row) => <Time at={row.at} /> },
  { key: 'kind', title: 'What', width: '7rem', cell: (row) => actWords[row.kind] },
  { key: 'said', title: 'Why', cell: (row) => row.said },
  { key: 'by', title: 'By', width: '10rem', cell: (row) => (row.by === 'system' ? 'Fraud guard' : row.by) },
];

/** Everything that the guard did to an account. */
export function GuardActs({ id }: { readonly id: string }) {
  const list = usePages(listGuardActs, { params: { id }, query: { limit: 10 } });
  if (list.rows?.length === 0)
    return (
      <Text c="dimmed" size="sm">
        The guard has never had to do anything about this account.
      </Text>
    );
  const save = () =>
    exportRows({
      ...{
        name: 'fraud-guard.csv',
        endpoint: listGuardActs,
        params: { id },
        query: {},
        header: ['When (UTC)', 'What', 'Why', 'By'],
      },
      cells: (row) => [row.at, actWords[row.kind], row.said, row.by],
    });
  return (
    <div>
      <DataTable label="What the fraud guard did" columns={columns} {...list} keyOf={(row) => row.id} empty={null} />
      <Space h="sm" />
      <ExportButton isEmpty={list.rows === undefined} run={save} />
    </div>
  );
}
