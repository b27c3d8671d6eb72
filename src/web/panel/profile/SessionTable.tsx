import { Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconDeviceLaptop } from '@tabler/icons-react';
import type { SignInMethod } from '../../../core/access/secondFactor.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listStaffSessions } from '../../../http/contract/profile.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Time } from '../../kit/Time.tsx';
import { deviceText } from './device.ts';

export type StaffSession = AnswerOf<typeof listStaffSessions>['items'][number];
type SessionTableProps = {
  readonly rows: readonly StaffSession[] | undefined;
  readonly error?: unknown;
  readonly onEnd: (session: StaffSession) => void;
};

const methodWords: Readonly<Record<SignInMethod, string>> = {
  password: 'with the password',
  totp: 'with password and app',
  recovery_code: 'with password and recovery code',
  passkey: 'with a passkey',
};

/** Where somebody is signed in. */
export function SessionTable({ rows, error, onEnd }: SessionTableProps) {
  return (
    <DataTable
      label="Sessions"
      columns={columnsFor(onEnd)}
      rows={rows}
      keyOf={(row) => row.id}
      error={error}
      empty={
        <EmptyState icon={IconDeviceLaptop} title="Signed in nowhere">
          A session ends 12 hours after its last use.
        </EmptyState>
      }
    />
  );
}

const columnsFor = (onEnd: SessionTableProps['onEnd']): readonly Column<StaffSession>[] => [
  { key: 'device', title: 'Device', cell: (row) => <Device session={row} /> },
  {
    key: 'seen',
    title: 'Last seen',
    cell: (row) => (
      <>
        <Time at={row.lastSeenAt} />
        <Text c="dimmed" size="xs">
          since <Time at={row.createdAt} />
        </Text>
      </>
    ),
  },
  {
    key: 'do',
    title: 'Actions',
    align: 'right',
    cell: (row) => (
      <Button
        variant="subtle"
        color="red"
        size="compact-xs"
        onClick={() => onEnd(row)}
        aria-label={`End the session ${deviceText(row.userAgent)} ${row.address}`}
      >
        End
      </Button>
    ),
  },
];

function Device({ session }: { readonly session: StaffSession }) {
  return (
    <>
      <Group gap="xs">
        <Tooltip label={session.userAgent || 'It did not say what it is'} multiline maw={360}>
          <span>{deviceText(session.userAgent)}</span>
        </Tooltip>
        {session.isThis ? <Badge color="green">This one</Badge> : null}
      </Group>
      <Text c="dimmed" size="xs">
        <span className="k-num">{session.address}</span>, {methodWords[session.method]}
      </Text>
    </>
  );
}
