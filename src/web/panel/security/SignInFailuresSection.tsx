import { Text } from '@mantine/core';
import { listSignInFailures } from '../../../http/contract/bans.ts';
import { useAnswer } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { doorWords, type SignInFailure } from './banText.ts';
import { Network } from './Network.tsx';

/** Who tried to sign in with a browser or a program, and failed. */
export function SignInFailuresSection() {
  const { data, error, refetch } = useAnswer(listSignInFailures, {}, { refetchInterval: 30_000 });
  return (
    <Section
      title="Failed sign-ins"
      help="To the panel, the portal and the API within a day. Who fails often has to wait, each time for longer."
      isFlush
    >
      <DataTable
        label="Failed sign-ins"
        columns={columns}
        rows={data?.items}
        keyOf={(row) => `${row.door} ${row.network}`}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <Text c="dimmed" px="md" pb="md">
            None within a day.
          </Text>
        }
      />
    </Section>
  );
}

const columns: readonly Column<SignInFailure>[] = [
  { key: 'network', title: 'Network', width: '12rem', cell: (row) => <Network text={row.network} /> },
  { key: 'door', title: 'Where', width: '7rem', cell: (row) => doorWords[row.door] },
  {
    key: 'failures',
    title: 'Failures',
    width: '7rem',
    align: 'right',
    cell: (row) => <span className="k-num">{row.failures}</span>,
  },
  {
    key: 'names',
    title: 'Names tried',
    width: '8rem',
    align: 'right',
    cell: (row) => <span className="k-num">{row.names}</span>,
  },
  { key: 'last', title: 'Last', cell: (row) => <Time at={row.lastAt} /> },
  { key: 'waits', title: 'Waits until', cell: (row) => (row.waitsUntil ? <Time at={row.waitsUntil} /> : '') },
];
