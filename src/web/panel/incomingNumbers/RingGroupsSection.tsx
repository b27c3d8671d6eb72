import { ActionIcon, Button, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPhoneRinging, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { listRingGroups, removeRingGroup } from '../../../http/contract/incomingNumbers.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';
import type { RingGroup } from './numberText.ts';
import { RingGroupDrawer } from './RingGroupDrawer.tsx';

/** Phones and outside numbers that ring together or in turn. */
export function RingGroupsSection({ accountId }: { readonly accountId: string }) {
  const { data, error, refetch } = useAnswer(listRingGroups, { params: { id: accountId } });
  const [editing, setEditing] = useState<RingGroup | 'new'>();
  const mayChange = useMay('account.change');
  const removal = useSend(removeRingGroup);
  const add = mayChange ? (
    <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setEditing('new')}>
      Add ring group
    </Button>
  ) : null;
  const remove = (group: RingGroup) =>
    confirm({
      title: `Remove the ring group “${group.name}”?`,
      text: 'Its members stay as they are.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate(
          { params: { id: group.id } },
          { onSuccess: () => notifyDone(`“${group.name}” is removed.`), onError: notifyProblem },
        ),
    });
  return (
    <Section
      title="Ring groups"
      help="Phones and other numbers that ring together or one after the other. Send an incoming number’s calls to one."
      isFlush
      aside={data?.items.length === 0 ? null : add}
    >
      <DataTable
        label="Ring groups"
        columns={mayChange ? [nameColumn(setEditing), ...columns, removeColumn(remove)] : [plainName, ...columns]}
        rows={data?.items}
        keyOf={(row) => row.id}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={IconPhoneRinging} title="No ring group" action={add}>
            With one, a call rings reception first and everybody else after twenty seconds.
          </EmptyState>
        }
      />
      {editing ? (
        <RingGroupDrawer
          accountId={accountId}
          group={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </Section>
  );
}

const plainName: Column<RingGroup> = { key: 'name', title: 'Name', cell: (row) => row.name };
const nameColumn = (onEdit: (group: RingGroup) => void): Column<RingGroup> => ({
  ...plainName,
  cell: (row) => (
    <UnstyledButton className="k-linkbutton" fz="inherit" onClick={() => onEdit(row)}>
      {row.name}
    </UnstyledButton>
  ),
});

const columns: readonly Column<RingGroup>[] = [
  { key: 'strategy', title: 'Rings', cell: (row) => (row.strategy === 'all' ? 'All at once' : 'One after the other') },
  { key: 'members', title: 'Members', cell: (row) => <span className="k-num">{row.members.join(', ')}</span> },
  { key: 'seconds', title: 'For', align: 'right', cell: (row) => `${row.ringSeconds} s${row.strategy === 'all' ? '' : ' each'}` },
  { key: 'follow', title: 'Nobody answers', cell: (row) => <Text size="sm">{followText(row)}</Text> },
];

function followText({ follow }: RingGroup): string {
  if (follow === null) return 'The call ends';
  return follow.kind === 'voicemail' ? `Voicemail of ${follow.networkNumber}` : `Forwarded to ${follow.dialled}`;
}

const removeColumn = (onRemove: (group: RingGroup) => void): Column<RingGroup> => ({
  key: 'remove',
  title: 'Actions',
  align: 'right',
  cell: (row) => (
    <Group justify="flex-end">
      <Tooltip label="Remove">
        <ActionIcon aria-label={`Remove ${row.name}`} onClick={() => onRemove(row)}>
          <IconTrash size={17} />
        </ActionIcon>
      </Tooltip>
    </Group>
  ),
});
