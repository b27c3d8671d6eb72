import { ActionIcon, Anchor, Group, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listenToRecording, removeRecording } from '../../../http/contract/recordings.ts';
import { fileAddress, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import type { Column } from '../../kit/DataTable.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { SaveSound, Sound } from '../../kit/Sound.tsx';
import { Duration, Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { kindWords, otherText, type Recording, sizeText } from './recordingText.ts';

export const recordingColumns: readonly Column<Recording>[] = [
  { key: 'when', title: 'When', cell: (row) => <CallLink row={row} /> },
  {
    key: 'account',
    title: 'Account',
    cell: (row) => (
      <Anchor component={Link} to={`/accounts/${row.accountId}`}>
        {row.accountName}
      </Anchor>
    ),
  },
  { key: 'own', title: 'Recorded for', cell: (row) => <span className="k-num">{row.ownNumber}</span> },
  { key: 'kind', title: 'How', cell: (row) => kindWords[row.kind] },
  { key: 'other', title: 'Other side', cell: (row) => <span className="k-num">{otherText(row.otherNumber)}</span> },
  { key: 'length', title: 'Length', align: 'right', cell: (row) => <Duration seconds={row.durationSeconds} /> },
  { key: 'size', title: 'Size', align: 'right', cell: (row) => sizeText(row.sizeBytes) },
  { key: 'do', title: 'Actions', align: 'right', cell: (row) => <RecordingActions row={row} /> },
];

function CallLink({ row }: { readonly row: Recording }) {
  return (
    <Anchor component={Link} to={`/calls/${encodeURIComponent(row.callId)}`}>
      <Time at={row.startedAt} />
    </Anchor>
  );
}

function RecordingActions({ row }: { readonly row: Recording }) {
  const removal = useSend(removeRecording);
  const mayRemove = useMay('recording.remove');
  const name = `the call of ${row.ownNumber} with ${otherText(row.otherNumber)}`;
  const src = fileAddress(listenToRecording, { params: { id: row.id } });
  const remove = () =>
    confirm({
      title: 'Delete this recording?',
      text: 'Its sound is deleted for good. The call and its price stay.',
      verb: 'Delete',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate(
          { params: { id: row.id } },
          { onSuccess: () => notifyDone('The recording is deleted.'), onError: notifyProblem },
        ),
    });
  return (
    <Group justify="flex-end" gap="xs" wrap="nowrap">
      <Sound name={name} src={src} />
      <SaveSound name={name} src={src} fileName={`call-${row.id}.wav`} />
      {mayRemove ? (
        <Tooltip label="Delete">
          <ActionIcon className="k-actions" aria-label={`Delete the recording of ${name}`} onClick={remove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      ) : null}
    </Group>
  );
}
